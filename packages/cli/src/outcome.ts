import { CodedError, type Fault } from '@luneo/kernel';

/** What the shell is told; listed in the README and in `--help`. */
export const EXIT = { done: 0, refused: 1, usage: 2, file: 3, internal: 70 } as const;

/** Ends a command with a code and one line. */
export class Stop extends Error {
  readonly exit: number;
  readonly fault: Fault;

  constructor(exit: number, fault: Fault) {
    super(fault.message);
    this.exit = exit;
    this.fault = fault;
  }
}

/** Bad input: `file` is what the user called it; the fault says what, where and what was expected. */
export const refused = (file: string, fault: Fault): Stop =>
  new Stop(EXIT.refused, { ...fault, params: { ...fault.params, file } });

export const usage = (message: string): Stop => new Stop(EXIT.usage, { code: 'usage', message });

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'is no folder',
  EISDIR: 'is a folder',
  EACCES: 'no permission',
  ENOSPC: 'no space left',
  EPIPE: 'nobody reads it any more',
};

export const fileStop = (file: string, error: unknown): Stop => {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new Stop(EXIT.file, { code: 'file', message: WHY[code] ?? code, params: { file } });
};

/** "luneo: design.json: /layers/a/xUm: expected …, got … (design_invalid)" */
export function lineOf({ code, message, pointer, params }: Fault): string {
  const where = [params?.file, pointer].filter((part) => part !== undefined && part !== '');
  return `luneo: ${visible([...where, message].join(': ').replace(/\s*\n\s*/g, '; '))} (${code})`;
}

/** Any thrown thing as a stop. What nobody foresaw keeps its first line. */
export function asStop(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (error instanceof CodedError) return new Stop(EXIT.refused, error.fault);
  return new Stop(EXIT.internal, { code: 'internal', message: String((error as Error).message ?? error) });
}

/** Control characters of a broken file must not reach the terminal. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
