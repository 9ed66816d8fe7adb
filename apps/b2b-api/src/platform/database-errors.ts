/** Codes that say the database is away or full for now, not that a query is wrong. */
const AWAY = new Set([
  // Prisma: not reachable, timed out, connection closed, no connection free, transaction not started or lost.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
  // PostgreSQL: shutting down, crashed, starting, connection failures, too many connections.
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
  // Sockets.
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);
/** What drivers say without a code, or with the code in the text only. */
const AWAY_TEXT =
  /Connection terminated|connection timeout|closed the connection|Can't reach database|is not queryable|Code: `(57P0[123]|08\d{3}|53300)`/i;
const DEEPEST = 5;

/** True when the same call may succeed a little later. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEEPEST) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && AWAY.has(code)) return true;
  if (isAwayCause(cause)) return true;
  return AWAY_TEXT.test(error.message) || isDatabaseAway(cause, depth + 1);
}

/** The driver adapter describes its errors by plain objects. */
function isAwayCause(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  const { originalCode, kind } = cause as { originalCode?: unknown; kind?: unknown };
  if (typeof originalCode === 'string' && AWAY.has(originalCode)) return true;
  return kind === 'DatabaseNotReachable' || kind === 'ConnectionClosed' || kind === 'TooManyConnections';
}

/** True where a row refers to one that went meanwhile, or one that went is referred to: another call was first. */
export function isForeignKeyRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as { code?: unknown; meta?: { code?: unknown } };
  return code === 'P2003' || (code === 'P2010' && meta?.code === '23503');
}
