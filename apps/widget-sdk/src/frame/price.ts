import type { Design } from '@luneo/design';

/** Sides that carry ink. */
export const printedSides = (design: Design): number =>
  design.sides.filter((side) => side.background || side.layers.some((id) => design.layers[id]?.visible))
    .length;

/** Formats minor units of a currency for people. */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}
