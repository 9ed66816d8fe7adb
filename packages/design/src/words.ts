import type { Fault } from '@luneo/kernel';

/**
 * JSON writes these two with an escape, and only these: U+0000, which databases refuse, and halves of
 * surrogate pairs, which UTF-8 cannot hold: two texts that differ would become one.
 */
const UNFIT = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** The first text that no file can keep as it is; `canonical`: the document as canonical JSON. */
export function unfitText(document: unknown, canonical: string): Fault | undefined {
  if (!UNFIT.test(canonical)) return undefined;
  const message = 'expected text without U+0000 and without halves of surrogate pairs';
  return { code: 'text_unfit', message, pointer: pointerTo(document) ?? '' };
}

const isUnfit = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

function pointerTo(value: unknown): string | undefined {
  if (typeof value === 'string') return isUnfit(value) ? '' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const below = pointerTo(part);
    if (below !== undefined) return `/${key}${below}`;
  }
  return undefined;
}
