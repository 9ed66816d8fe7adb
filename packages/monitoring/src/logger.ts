import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Names whose values never reach a log, wherever they stand. */
const SECRET_KEYS = [
  'password',
  'secret',
  'token',
  'key',
  'authorization',
  'cookie',
  'set-cookie',
  'apiKey',
  'hash',
];
const REDACTED = [
  ...SECRET_KEYS,
  ...SECRET_KEYS.map((key) => `*["${key}"]`),
  ...SECRET_KEYS.map((key) => `*.*["${key}"]`),
].map((path) =>
  /^[a-zA-Z*]/.test(path) && !path.includes('-') ? path : path.includes('[') ? path : `["${path}"]`,
);

/** Texts that are secrets whatever they are called: keys, JWTs, URLs with a password. */
const SECRET_TEXT =
  /\b(sk|pk)_(test|live)_[A-Za-z0-9]{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+|(?<=:\/\/[^\s:/@]+:)[^\s@/]+(?=@)/g;
const scrub = (text: string): string => text.replace(SECRET_TEXT, '[secret]');

export interface LoggerOptions {
  readonly level: string;
  readonly name?: string;
  readonly destination?: DestinationStream;
}

/** Structured lines (JSON) with times, levels as words, and no secrets. */
export function createLogger({ level, name = 'luneo', destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      name,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[secret]' },
      hooks: {
        streamWrite: scrub,
      },
    },
    destination ?? pino.destination(1),
  );
}

/** A file to log to, appended to, for its owner only. Opened at once: a process may end before its next turn. */
export const logFile = (path: string): DestinationStream =>
  pino.destination({ dest: path, append: true, mkdir: true, mode: 0o600, sync: true });
