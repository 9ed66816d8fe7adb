import { createHash } from 'node:crypto';

const INLINE = {
  script: /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi,
  style: /<style[^>]*>([\s\S]*?)<\/style>/gi,
};

/** CSP sources, `'sha256-…'`, of the inline scripts or styles of a page. */
export const inlineHashes = (html: string, kind: keyof typeof INLINE): string[] =>
  [...html.matchAll(INLINE[kind])].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text!, 'utf8').digest('base64')}'`,
  );

export type Directives = Readonly<Record<string, readonly string[]>>;

export const cspHeader = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.length === 0 ? "'none'" : sources.join(' ')}`)
    .join('; ');

/** What an answer of the API itself may do in a browser: nothing. */
export const API_CSP = cspHeader({ 'default-src': [], 'frame-ancestors': [] });
