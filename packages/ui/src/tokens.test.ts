import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');

type Oklch = readonly [lightness: number, chroma: number, hue: number];
const token = (name: string, dark: boolean): Oklch => {
  const found = new RegExp(`--ln-${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`).exec(css);
  const [l = 0, c = 0, h = 0] = found![dark ? 2 : 1]!.split(' ').map(Number);
  return [l, c, h];
};

/** Relative luminance (WCAG) by OKLab -> linear sRGB, clipped to the gamut. */
function luminance([l, c, h]: Oklch): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const clip = (n: number): number => Math.min(1, Math.max(0, n));
  return (
    0.2126 * clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z) +
    0.7152 * clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z) +
    0.0722 * clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z)
  );
}
const contrast = (one: Oklch, other: Oklch): number => {
  const [low, high] = [luminance(one), luminance(other)].sort((p, q) => p - q);
  return (high! + 0.05) / (low! + 0.05);
};

const GROUNDS = ['surface', 'raised', 'sunken', 'hover'];
const TEXT_PAIRS: readonly (readonly [ink: string, ground: string])[] = [
  ...GROUNDS.flatMap((ground) => [['text', ground] as const, ['muted', ground] as const]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent-soft', 'accent-soft'],
  ['on-danger', 'danger'],
  ['danger', 'surface'],
  ['danger', 'raised'],
  ['danger', 'danger-soft'],
  ['warn', 'warn-soft'],
  ['good', 'good-soft'],
  ['accent', 'surface'],
];
const PART_PAIRS: readonly (readonly [part: string, ground: string])[] = [
  ...['surface', 'raised', 'sunken'].map((ground) => ['control', ground] as const),
  ...GROUNDS.map((ground) => ['accent', ground] as const),
];

describe.each([
  ['light', false],
  ['dark', true],
] as const)('%s colours', (_name, dark) => {
  it.each(TEXT_PAIRS)('%s on %s reads (4.5:1)', (ink, ground) => {
    expect(contrast(token(ink, dark), token(ground, dark))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(PART_PAIRS)('%s beside %s is seen (3:1)', (part, ground) => {
    expect(contrast(token(part, dark), token(ground, dark))).toBeGreaterThanOrEqual(3);
  });
});
