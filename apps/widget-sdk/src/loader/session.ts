import type { SessionToken } from '../protocol.ts';

export interface SessionAnswer extends SessionToken {
  readonly frameUrl: string;
  /** What a code of another device handed over. */
  readonly designId?: string;
}

/** A refusal of the API, with its stable code. */
export class SessionError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Asks for a widget session; `renew` is the former token, `resume` a code of another device. Throws {@link SessionError}. */
export async function requestSession(
  api: string,
  body: {
    key: string;
    productId: string;
    locale?: string | undefined;
    renew?: string | undefined;
    resume?: string | undefined;
  },
): Promise<SessionAnswer> {
  let response: Response;
  try {
    response = await fetch(`${api}/v1/widget-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify(body),
    });
  } catch {
    throw new SessionError('offline', 'Luneo could not be reached');
  }
  const answer = (await response.json().catch(() => ({}))) as SessionAnswer & {
    code?: string;
    detail?: string;
    title?: string;
  };
  if (!response.ok)
    throw new SessionError(
      answer.code ?? 'internal',
      answer.detail ?? answer.title ?? `HTTP ${response.status}`,
    );
  return answer;
}
