import {
  type CartDetail,
  type FrameMessage,
  type FrameOptions,
  type HostMessage,
  isHello,
  PROTOCOL,
  type Welcome,
} from '../protocol.ts';
import { createDialog, wordsFor } from './dialog.ts';
import { recall, remember } from './memory.ts';
import { requestSession, type SessionAnswer, SessionError } from './session.ts';

export interface OpenOptions extends FrameOptions {
  /** Publishable key, `pk_…`. */
  readonly key: string;
  /** Origin of the API; the loader's own origin unless given. */
  readonly api?: string | undefined;
  onAddToCart(detail: CartDetail): void;
  onClose?(): void;
  onError?(error: { code: string; message: string }): void;
}

export interface Opened {
  close(): void;
}

/** A token is renewed this long before it expires. */
const RENEW_BEFORE_MS = 90_000;
/** After a failed renewal the next try waits this long. */
const RENEW_RETRY_MS = 15_000;
/** A frame silent for so long has failed (blocked by the network or by its policy). */
const SILENCE_MS = 30_000;

/** Opens the customizer over the page. Callbacks are called at most once a happening. */
export function open(options: OpenOptions, defaultApi: string): Opened {
  const api = (options.api ?? defaultApi).replace(/\/$/, '');
  const locale = options.locale ?? document.documentElement.lang ?? '';
  const dialog = createDialog(document, wordsFor(locale), () => close());
  let stop = (): void => {};
  let closed = false;

  const close = (): void => {
    if (closed) return;
    closed = true;
    stop();
    dialog.remove();
    options.onClose?.();
  };
  const fail = (error: { code: string; message: string }): void => {
    if (closed) return;
    stop();
    dialog.fail(start);
    options.onError?.({ code: error.code, message: error.message });
  };
  const body = {
    key: options.key,
    productId: options.product,
    ...(options.locale && { locale: options.locale }),
  };
  const start = (): void => {
    sessionOf(api, body).then(
      (session) => {
        if (!closed) stop = connect(session);
      },
      (error: unknown) => fail(asError(error)),
    );
  };
  const connect = (session: SessionAnswer): (() => void) => {
    const frame = document.createElement('iframe');
    const renew = async (token: string): Promise<SessionAnswer> =>
      keep(body, await requestSession(api, { ...body, renew: token }));
    const stopTalking = converse(
      frame,
      session,
      { ...frameOptions(options), locale: locale || undefined },
      renew,
      {
        ready: dialog.uncover,
        close,
        'add-to-cart': ({ detail }) => options.onAddToCart(detail),
        error: ({ code, message }) => options.onError?.({ code, message }),
        remember: ({ designId }) => remember(`design.${options.product}`, designId),
        silent: () => fail({ code: 'frame_silent', message: 'The editor did not answer' }),
      },
    );
    dialog.mount(frame);
    return stopTalking;
  };

  start();
  return { close };
}

type Handlers = {
  [T in Exclude<FrameMessage['type'], 'renew'>]: (message: Extract<FrameMessage, { type: T }>) => void;
} & { silent(): void };

/** Handshake, token renewal and events of one frame; returns what ends them. */
function converse(
  frame: HTMLIFrameElement,
  first: SessionAnswer,
  options: FrameOptions,
  renewToken: (former: string) => Promise<SessionAnswer>,
  on: Handlers,
): () => void {
  const nonce = randomNonce();
  const address = new URL(first.frameUrl);
  address.hash = new URLSearchParams({ nonce, host: location.origin }).toString();
  frame.src = address.href;
  let session = first;
  let port: MessagePort | undefined;
  let timer = 0;
  const silence = setTimeout(on.silent, SILENCE_MS);
  const tell = (message: HostMessage): void => port?.postMessage(message);

  const renew = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      session = await renewToken(session.token);
      if (!port) return;
      tell({ type: 'token', session: tokenOf(session) });
      schedule();
    } catch {
      if (port) timer = window.setTimeout(renew, RENEW_RETRY_MS);
    }
  };
  const schedule = (): void => {
    const inMs = Date.parse(session.expiresAt) - Date.now() - RENEW_BEFORE_MS;
    timer = window.setTimeout(renew, Math.max(inMs, RENEW_RETRY_MS));
  };
  const onMessage = (event: MessageEvent): void => {
    if (port || !isHello(event, { nonce, origin: address.origin, source: frame.contentWindow })) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
      if (data.type === 'ready') clearTimeout(silence);
      if (data.type === 'renew') void renew();
      else (on[data.type] as ((message: FrameMessage) => void) | undefined)?.(data);
    };
    const welcome: Welcome = { luneo: PROTOCOL, type: 'welcome', nonce, session: tokenOf(session), options };
    frame.contentWindow?.postMessage(welcome, address.origin, [channel.port2]);
    schedule();
  };
  addEventListener('message', onMessage);

  return () => {
    tell({ type: 'closing' });
    removeEventListener('message', onMessage);
    clearTimeout(timer);
    clearTimeout(silence);
    port = undefined;
  };
}

type SessionBody = { key: string; productId: string; locale?: string | undefined };

const keep = ({ key }: SessionBody, session: SessionAnswer): SessionAnswer => {
  remember(`session.${key}`, session.token);
  return session;
};

/** The session a code in the address hands over, or nothing where there is none or it works no more. */
async function resumedSession(api: string, body: SessionBody): Promise<SessionAnswer | undefined> {
  const resume = takeCode();
  if (!resume) return undefined;
  try {
    const session = keep(body, await requestSession(api, { ...body, resume }));
    remember(`design.${body.productId}`, session.designId);
    return session;
  } catch (error) {
    if (error instanceof SessionError && error.code === 'link_expired') return undefined;
    throw error;
  }
}

/** Out of the address as soon as it is read: it works once, and a copied address hands nothing over. */
function takeCode(): string | null {
  const hash = new URLSearchParams(location.hash.slice(1));
  const code = hash.get('luneo-resume');
  if (code === null) return null;
  hash.delete('luneo-resume');
  const rest = hash.toString();
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest && `#${rest}`}`);
  return code;
}

/** A session of the shopper who was here before, else a new one. */
async function sessionOf(api: string, body: SessionBody): Promise<SessionAnswer> {
  const resumed = await resumedSession(api, body);
  if (resumed) return resumed;
  const former = recall(`session.${body.key}`);
  if (former) {
    try {
      return keep(body, await requestSession(api, { ...body, renew: former }));
    } catch (error) {
      if (error instanceof SessionError && error.code === 'offline') throw error;
      remember(`session.${body.key}`, undefined);
    }
  }
  return keep(body, await requestSession(api, body));
}

const tokenOf = ({ token, expiresAt, apiOrigin }: SessionAnswer) => ({ token, expiresAt, apiOrigin });

const frameOptions = ({ product, variant, designVersionId, quantity }: OpenOptions): FrameOptions => ({
  product,
  variant,
  designVersionId,
  quantity,
  resume: recall(`design.${product}`),
});

const randomNonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const asError = (error: unknown): { code: string; message: string } =>
  error instanceof SessionError ? error : { code: 'internal', message: String(error) };
