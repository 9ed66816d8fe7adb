/**
 * What the host page's loader and the customizer's frame say to each other. The first two messages
 * cross by `postMessage` with exact origins and a nonce; all others travel on the port handed over.
 */
export const PROTOCOL = 1;

/** Frame -> host, by window: the frame is listening. */
export interface Hello {
  readonly luneo: typeof PROTOCOL;
  readonly type: 'hello';
  readonly nonce: string;
}

/** Host -> frame, by window, with the port. */
export interface Welcome {
  readonly luneo: typeof PROTOCOL;
  readonly type: 'welcome';
  readonly nonce: string;
  readonly session: SessionToken;
  readonly options: FrameOptions;
}

export interface SessionToken {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly apiOrigin: string;
}

export interface FrameOptions {
  readonly product: string;
  readonly variant?: string | undefined;
  readonly locale?: string | undefined;
  readonly designVersionId?: string | undefined;
  readonly quantity?: number | undefined;
  /** The design this shopper left here, as the host page remembers it. */
  readonly resume?: string | undefined;
}

/** What the shop needs for its cart. */
export interface CartDetail {
  readonly designId: string;
  readonly designVersionId: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly quote: {
    readonly currency: string;
    readonly totalMinor: number;
    readonly lines: readonly { readonly label: string; readonly totalMinor: number }[];
  };
  readonly previews: readonly { readonly side: string; readonly url: string }[];
}

export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'renew' }
  | { readonly type: 'add-to-cart'; readonly detail: CartDetail }
  /** The frame's own storage may be blocked; the host page keeps this for it. */
  | { readonly type: 'remember'; readonly designId: string | undefined }
  | { readonly type: 'close' }
  | { readonly type: 'error'; readonly code: string; readonly message: string };

export type HostMessage =
  | { readonly type: 'token'; readonly session: SessionToken }
  | { readonly type: 'closing' };

/** True for a {@link Hello} with this nonce, from this window and this exact origin. */
export function isHello(
  event: Pick<MessageEvent, 'data' | 'origin' | 'source'>,
  expected: { nonce: string; origin: string; source: unknown },
): boolean {
  const data = event.data as Partial<Hello> | null;
  return (
    event.origin === expected.origin &&
    event.source === expected.source &&
    data?.luneo === PROTOCOL &&
    data.type === 'hello' &&
    data.nonce === expected.nonce
  );
}

/** The {@link Welcome} in an event from the host the address of the frame names, else undefined. */
export function readWelcome(
  event: Pick<MessageEvent, 'data' | 'origin' | 'source' | 'ports'>,
  expected: { nonce: string; origin: string; source: unknown },
): { welcome: Welcome; port: MessagePort } | undefined {
  const data = event.data as Partial<Welcome> | null;
  const port = event.ports[0];
  const genuine =
    event.origin === expected.origin &&
    event.source === expected.source &&
    data?.luneo === PROTOCOL &&
    data.type === 'welcome' &&
    data.nonce === expected.nonce;
  return genuine && port ? { welcome: data as Welcome, port } : undefined;
}
