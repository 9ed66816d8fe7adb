/** An amount in minor units (cents, yen) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Rounds half away from zero: 2.5 -> 3, -2.5 -> -3 (DIN 1333, the rule of invoices). */
export function roundHalfAway(value: number): number {
  const magnitude = Math.floor(Math.abs(value) + 0.5);
  return value < 0 ? -magnitude : magnitude;
}

/** `amountMinor` x `numerator` / `denominator`, exact for safe integers, rounded half away from zero. */
export function mulDiv(amountMinor: number, numerator: number, denominator: number): number {
  const product = BigInt(amountMinor) * BigInt(numerator);
  const divisor = BigInt(denominator);
  if (divisor <= 0n) throw new RangeError('mulDiv: denominator must be positive');
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return Number(product < 0n ? -rounded : rounded);
}
