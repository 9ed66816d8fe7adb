import { WEBHOOK_LIMITS } from '@luneo/contracts';

const LEFT_OUT = '(left out)';
const SECRET_HEADER = /cookie|authori[sz]ation|authenticate|signature|token|secret|api-?key|credential/i;
/** Secrets of ours and of the vendors whose formats can be told. */
const SECRET_TEXT = /\b(whsec_|sk_(?:test|live)_|pk_(?:test|live)_|Bearer\s+)[A-Za-z0-9+/=._-]{8,}/g;

/** Headers as the log keeps them. */
export const loggedHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADER.test(name) ? LEFT_OUT : loggedText(value.slice(0, 1_000)),
    ]),
  );

const loggedText = (text: string): string =>
  // PostgreSQL's text holds no NUL.
  text.replaceAll('\0', '\uFFFD').replace(SECRET_TEXT, (_, head: string) => `${head}${LEFT_OUT}`);

/** A body as the log keeps it: text, capped, secrets out. */
export function loggedBody(body: Buffer | string, truncated = false): string {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const kept = bytes.subarray(0, WEBHOOK_LIMITS.loggedBytes).toString('utf8');
  const cut = truncated || bytes.length > WEBHOOK_LIMITS.loggedBytes;
  return `${loggedText(kept)}${cut ? '…' : ''}`;
}
