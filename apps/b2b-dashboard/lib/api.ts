import { type Client, createClient } from '@luneo/api-client';

const BRAND_KEY = 'luneo.brand';

export const rememberBrand = (brandId: string): void => localStorage.setItem(BRAND_KEY, brandId);
export const rememberedBrand = (): string | null => localStorage.getItem(BRAND_KEY);

interface RuntimeConfig {
  /** Origin of the API; empty = this page's own. */
  readonly apiOrigin: string;
  /** Present where a demo shop runs beside the dashboard. */
  readonly demoShopUrl?: string;
}

let loaded: Promise<RuntimeConfig> | undefined;
export function runtimeConfig(): Promise<RuntimeConfig> {
  loaded ??= fetch('/config.json').then((answer) => answer.json() as Promise<RuntimeConfig>);
  return loaded;
}

let client: Promise<Client> | undefined;
export function api(): Promise<Client> {
  client ??= runtimeConfig().then(({ apiOrigin }) =>
    createClient({ baseUrl: apiOrigin, brand: () => rememberedBrand() ?? undefined }),
  );
  return client;
}

async function authPost(path: string, body: unknown): Promise<Response> {
  const { apiOrigin } = await runtimeConfig();
  return fetch(`${apiOrigin}/auth/${path}`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** HTTP status of the try: 200 = signed in. */
export const signIn = async (email: string, password: string): Promise<number> =>
  (await authPost('sign-in/email', { email, password })).status;

export const signOut = async (): Promise<void> => {
  await authPost('sign-out', {});
};
