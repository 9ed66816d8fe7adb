import { KeyBook, provisionMember } from '@luneo/auth';
import type { Role } from '@luneo/contracts';
import { uuidFactory } from '@luneo/kernel';
import type { TestServer } from './server.ts';

const clock = { now: () => Date.now() };
export const newId = uuidFactory(clock, {
  fill: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
});

export const PASSWORD = 'correct horse battery';

export interface TestBrand {
  readonly brandId: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly keys: KeyBook;
  /** Signs a new member of this role in; returns the cookie header. */
  signIn(role: Role): Promise<string>;
}

/** Signs in over HTTP as a page of ours would; returns the cookie header. */
export async function signIn(server: TestServer, email: string, password: string): Promise<string> {
  const answer = await server.call('/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** A brand of its own with keys and no products. */
export async function makeBrand(server: TestServer, slug: string): Promise<TestBrand> {
  const pool = server.database.authPool;
  const keys = new KeyBook({ pool, clock, cache: server.cache, most: 100 });
  const member = (role: Role) =>
    provisionMember(pool, newId, {
      brand: { name: slug, slug },
      user: { name: role, email: `${role}@${slug}.test` },
      role,
      password: PASSWORD,
      resetPassword: false,
    });
  const { brandId } = await member('owner');
  const base = { brandId, mode: 'live', name: 'shop' } as const;
  return {
    brandId,
    keys,
    secretKey: (await keys.create({ ...base, id: newId(), kind: 'secret' })).secret,
    publishableKey: (
      await keys.create({ ...base, id: newId(), kind: 'publishable', origins: ['https://b.test'] })
    ).secret,
    async signIn(role) {
      await member(role);
      return signIn(server, `${role}@${slug}.test`, PASSWORD);
    },
  };
}
