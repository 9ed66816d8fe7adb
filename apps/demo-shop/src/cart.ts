import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const COOKIE = 'cart';
/** A cookie holds 4 KB; a line takes about 90 bytes. */
const MOST_LINES = 30;
const MAX_AGE_S = 30 * 24 * 60 * 60;

/** One personalised product: what was frozen, in which variant, how many. Prices and pictures are asked of the API. */
const Line = z.tuple([
  z.string().regex(/^dsv_[0-9a-z]{26}$/),
  z.string().regex(/^var_[0-9a-z]{26}$/),
  z.int().min(1).max(100_000),
]);
const Cart = z.array(Line).max(MOST_LINES);

export interface CartLine {
  readonly designVersionId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** The cart of a signed cookie; a forged or broken one is an empty cart. */
export function readCart(request: FastifyRequest): CartLine[] {
  const raw = request.cookies[COOKIE];
  const unsigned = raw === undefined ? undefined : request.unsignCookie(raw);
  if (!unsigned?.valid) return [];
  try {
    const parsed = Cart.safeParse(JSON.parse(unsigned.value));
    return parsed.success
      ? parsed.data.map(([designVersionId, variantId, quantity]) => ({
          designVersionId,
          variantId,
          quantity,
        }))
      : [];
  } catch {
    return [];
  }
}

export function writeCart(reply: FastifyReply, lines: readonly CartLine[]): void {
  const value = JSON.stringify(
    lines.slice(-MOST_LINES).map((line) => [line.designVersionId, line.variantId, line.quantity]),
  );
  reply.setCookie(COOKIE, value, {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: MAX_AGE_S,
  });
}

/** Adds a line; with `replaces`, in the place of the one it was edited from. */
export function addLine(
  lines: readonly CartLine[],
  line: CartLine,
  replaces: string | undefined,
): CartLine[] {
  const at = lines.findIndex(({ designVersionId }) => designVersionId === replaces);
  return at < 0 ? [...lines, line] : lines.map((old, index) => (index === at ? line : old));
}
