import type { WidgetTranslator } from './messages/en.ts';

/** What a screen reader says of an ink colour: its hue and lightness in words. */
export function colorName(rgb: string, t: WidgetTranslator): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255);
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const light = (max + min) / 2;
  const spread = max - min;
  if (spread < 0.09) return t(light < 0.15 ? 'color.black' : light > 0.93 ? 'color.white' : 'color.grey');
  const turn = max === r ? (g - b) / spread : max === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  const hue = (((turn * 60) % 360) + 360) % 360;
  const index = HUES.findIndex(([end]) => hue < end);
  const name = HUES[index]![1];
  const dark = light < 0.33;
  if (name === 'orange' && dark) return t('color.brown');
  return t(dark ? 'color.dark' : light > 0.72 ? 'color.light' : 'color.plain', { name: t(`color.${name}`) });
}

const HUES = [
  [16, 'red'],
  [45, 'orange'],
  [68, 'yellow'],
  [165, 'green'],
  [200, 'teal'],
  [250, 'blue'],
  [290, 'violet'],
  [345, 'pink'],
  [361, 'red'],
] as const;
