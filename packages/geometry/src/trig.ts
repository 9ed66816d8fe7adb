/**
 * Sine and cosine of milli-degrees, equal to the last bit on every machine: `Math.sin` is allowed to
 * differ between engines, additions and multiplications are not. Taylor polynomials on [0°, 45°],
 * error below 1e-16.
 */
const RAD_PER_MDEG = 0.000017453292519943296;
const FULL_TURN = 360_000;

const sinPoly = (x: number): number => {
  const z = x * x;
  return (
    x *
    (1 +
      z *
        (-1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * (1 / 362880 + z * (-1 / 39916800 + z / 6227020800))))))
  );
};
const cosPoly = (x: number): number => {
  const z = x * x;
  return (
    1 +
    z *
      (-1 / 2 +
        z *
          (1 / 24 +
            z * (-1 / 720 + z * (1 / 40320 + z * (-1 / 3628800 + z * (1 / 479001600 - z / 87178291200))))))
  );
};

/** `mdeg` may be fractional and of any size. */
export function sinMdeg(mdeg: number): number {
  let a = mdeg % FULL_TURN;
  if (a < 0) a += FULL_TURN;
  const sign = a >= 180_000 ? -1 : 1;
  if (a >= 180_000) a -= 180_000;
  if (a > 90_000) a = 180_000 - a;
  return sign * (a <= 45_000 ? sinPoly(a * RAD_PER_MDEG) : cosPoly((90_000 - a) * RAD_PER_MDEG));
}

export const cosMdeg = (mdeg: number): number => sinMdeg(mdeg + 90_000);

/** Angle of (x, y) in milli-degrees, (-180 000, 180 000]; by bisection on the functions above. */
export function atan2Mdeg(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  let low = 0;
  let high = 90_000;
  for (let step = 0; step < 48; step++) {
    const mid = (low + high) / 2;
    if (sinMdeg(mid) * ax < cosMdeg(mid) * ay) low = mid;
    else high = mid;
  }
  const first = (low + high) / 2;
  const half = x < 0 ? 180_000 - first : first;
  return y < 0 ? -half : half;
}
