/** At most `decimals` places, no grouping, the decimal sign of the locale. */
export function formatDecimal(value: number, decimals: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: decimals,
    useGrouping: false,
    numberingSystem: 'latn',
  }).format(value);
}

/** Reads "12", "12.5", "12,5", "-3 mm"; undefined when it is not a number. */
export function parseDecimal(text: string): number | undefined {
  const match = /^\s*([-\u2212+]?\d*(?:[.,]\d*)?)\s*\D*$/.exec(text);
  const digits = match?.[1]?.replace('\u2212', '-').replace(',', '.');
  if (!digits || !/\d/.test(digits)) return undefined;
  return Number(digits);
}
