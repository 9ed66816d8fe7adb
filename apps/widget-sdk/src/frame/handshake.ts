import {
  type FrameMessage,
  type FrameOptions,
  type Hello,
  type HostMessage,
  PROTOCOL,
  readWelcome,
  type SessionToken,
} from '../protocol.ts';

/** The line to the host page, once both sides know each other. */
export interface HostLink {
  readonly options: FrameOptions;
  token(): Promise<string>;
  readonly apiOrigin: string;
  send(message: FrameMessage): void;
  /** Called when the host is about to remove the frame. */
  onClosing(listener: () => void): void;
}

/** Tokens are not used in their last seconds. */
const TOKEN_MARGIN_MS = 10_000;

/** Says hello to the page that embeds us and waits for its welcome; undefined when there is none. */
export function greetHost(scope: Window = window): Promise<HostLink> | undefined {
  const given = new URLSearchParams(scope.location.hash.slice(1));
  const [nonce, origin] = [given.get('nonce'), given.get('host')];
  if (scope.parent === scope || !nonce || !origin) return undefined;
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const heard = readWelcome(event, { nonce, origin, source: scope.parent });
      if (!heard) return;
      scope.removeEventListener('message', onMessage);
      resolve(link(heard.port, heard.welcome.session, heard.welcome.options));
    };
    scope.addEventListener('message', onMessage);
    const hello: Hello = { luneo: PROTOCOL, type: 'hello', nonce };
    scope.parent.postMessage(hello, origin);
  });
}

function link(port: MessagePort, first: SessionToken, options: FrameOptions): HostLink {
  let session = first;
  let waiting: ((token: string) => void)[] = [];
  const closing: (() => void)[] = [];
  const fresh = (): boolean => Date.parse(session.expiresAt) - Date.now() > TOKEN_MARGIN_MS;
  port.onmessage = ({ data }: MessageEvent<HostMessage>) => {
    if (data.type === 'closing') for (const listener of closing) listener();
    if (data.type !== 'token') return;
    session = data.session;
    for (const resolve of waiting) resolve(session.token);
    waiting = [];
  };
  const send = (message: FrameMessage): void => port.postMessage(message);
  return {
    options,
    apiOrigin: first.apiOrigin,
    send,
    onClosing: (listener) => void closing.push(listener),
    token() {
      if (fresh()) return Promise.resolve(session.token);
      if (waiting.length === 0) send({ type: 'renew' });
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
