/**
 * The one way a number becomes digits in SVG, PDF and hashes: rounded to `decimals` places, no
 * exponent, no trailing zero, no "-0". Throws on NaN and infinities: a file holding one prints as
 * nothing, and some validators let it pass.
 */
export function formatNumber(value: number, decimals = 6): string {
  if (!Number.isFinite(value)) throw new RangeError(`cannot write the number ${value}`);
  if (Number.isSafeInteger(value)) return value === 0 ? '0' : String(value);
  const text = value.toFixed(decimals).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
