const SRGB_STEPS = 4095;

/** Linear light of an sRGB byte. */
export const LINEAR: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => {
  const x = byte / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
});

const SRGB = Uint8Array.from({ length: SRGB_STEPS + 1 }, (_, step) => {
  const x = step / SRGB_STEPS;
  return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
});

/** sRGB byte of linear light; more than white is white. */
export const srgbOf = (light: number): number =>
  SRGB[light >= 1 ? SRGB_STEPS : (light * SRGB_STEPS + 0.5) | 0]!;
