import { ERRORS, type ErrorCode } from '@luneo/contracts';

/** What to do about a code, where the title alone does not say it. */
const ADVICE: Partial<Record<ErrorCode, string>> = {
  request_invalid:
    'See `errors` in the answer: each entry has a JSON pointer to the field and what was expected.',
  unauthenticated: 'Servers send a secret key as `Authorization: Bearer sk_…`; the dashboard signs in.',
  token_expired: 'Ask for a new widget session; send the old token as `renew` to keep the shopper.',
  origin_not_allowed:
    'Add the exact origin (scheme, host, port) to the publishable key, or call from an allowed one.',
  not_found: 'The id may be mistyped, or belong to another brand; both answer alike.',
  design_revision_stale: 'Read the design again, apply the change to that revision, and save.',
  idempotency_conflict: 'Use a new key for a new request; a repeat must have the same body.',
  changed_meanwhile: 'Read again what the call is about; if it still makes sense, send it again.',
  idempotency_in_flight: 'Wait a second and send the same request again.',
  order_exists: 'An order with this external id was placed with other content. Read it before deciding.',
  scene_mismatch: 'Reload the design, show the shopper the picture again, and freeze what they approve.',
  asset_in_use: '`params` names what holds the asset. It can be deleted when nothing frozen needs it.',
  design_blocked:
    'Each entry of `errors` is a preflight finding that forbids printing; show it to the shopper.',
  too_many_requests: 'Wait as long as `Retry-After` says.',
  internal: 'Quote `instance` (the request id) to support.',
  unavailable: 'Try again in a few seconds; `/health/ready` says what is missing.',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const prose = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const entry = ([code, [status, title]]: [string, readonly [number, string]]): string => {
  const advice = ADVICE[code as ErrorCode];
  return `<section id="${code}"><h2><a href="#${code}"><code>${code}</code></a> <small>${status}</small></h2>
<p>${prose(title)}.${advice === undefined ? '' : ` ${prose(advice)}`}</p></section>`;
};

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1d1d1f;background:#fff}
h2{font-size:1.1rem;margin:2rem 0 .25rem}a{color:inherit;text-decoration:none}small{color:#6b7280;font-weight:400}
section:target{background:#fff7d6;outline:.6rem solid #fff7d6}code{font-family:ui-monospace,monospace}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161618}section:target{background:#3a3418;outline-color:#3a3418}}`;

/** The page every problem's `type` links to: one section a code. */
export const errorsPage = (): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Errors of the Luneo API</title><style>${STYLE}</style></head>
<body><h1>Errors</h1>
<p>Every refusal is an RFC 9457 problem (<code>application/problem+json</code>) with a stable <code>code</code>.
Branch on the code, show <code>detail</code> to people, quote <code>instance</code> to support.</p>
${Object.entries(ERRORS).map(entry).join('\n')}
</body></html>
`;
