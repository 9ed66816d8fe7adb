import { COLOR_NAMES } from './color-names.ts';

/** A colour with its own opacity, 0..1. */
export interface Rgba {
  readonly rgb: string;
  readonly alpha: number;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const LENGTH = new RegExp(`^(${NUMBER})(px|pt|pc|mm|cm|in|q|%)?$`, 'i');
const PX: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  q: 96 / 101.6,
};

/** A length in user units (px); per cent of `whole`. Undefined when it is none. */
export function parseLength(text: string, whole: number): number | undefined {
  const found = LENGTH.exec(text.trim());
  if (!found) return undefined;
  const value = Number(found[1]);
  const unit = (found[2] ?? 'px').toLowerCase();
  return finite(unit === '%' ? (value * whole) / 100 : value * PX[unit]!);
}

/** 0..1, also written as per cent. */
export function parseOpacity(text: string): number | undefined {
  const value = parseLength(text, 1);
  return value === undefined ? undefined : Math.min(1, Math.max(0, value));
}

export function parseNumbers(text: string): number[] | undefined {
  const trimmed = text.trim();
  const numbers = trimmed.match(new RegExp(NUMBER, 'g')) ?? [];
  const rest = trimmed.replace(new RegExp(NUMBER, 'g'), '').replace(/[\s,]/g, '');
  const values = numbers.map(Number);
  return rest === '' && values.every((value) => finite(value) !== undefined) ? values : undefined;
}

const finite = (value: number): number | undefined =>
  Number.isFinite(value) && Math.abs(value) < 1e9 ? value : undefined;

export function parseColor(text: string): Rgba | undefined {
  const value = text.trim().toLowerCase();
  if (value === 'transparent') return { rgb: '#000000', alpha: 0 };
  const named = COLOR_NAMES.get(value);
  if (named) return { rgb: named, alpha: 1 };
  if (/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(value)) return hex(value.slice(1));
  const call = /^(rgba?|hsla?)\(([^()]*)\)$/.exec(value);
  if (!call) return undefined;
  const parts = call[2]!.split(/[\s,/]+/).filter(Boolean);
  if (parts.length !== 3 && parts.length !== 4) return undefined;
  const alpha = parts[3] === undefined ? 1 : parseOpacity(parts[3]);
  const channels = call[1]!.startsWith('rgb') ? parts.slice(0, 3).map(channel) : hsl(parts);
  if (alpha === undefined || channels.some((one) => one === undefined)) return undefined;
  return { rgb: toHex(channels as number[]), alpha };
}

function hex(digits: string): Rgba {
  const full = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return {
    rgb: `#${full.slice(0, 6)}`,
    alpha: full.length === 8 ? Number.parseInt(full.slice(6), 16) / 255 : 1,
  };
}

const channel = (text: string): number | undefined => parseLength(text, 255);

function hsl(parts: string[]): (number | undefined)[] {
  const hue = parseLength(parts[0]!.replace(/deg$/, ''), 360);
  const saturation = parseOpacity(parts[1]!);
  const light = parseOpacity(parts[2]!);
  if (hue === undefined || saturation === undefined || light === undefined) return [undefined];
  const spread = saturation * Math.min(light, 1 - light);
  return [0, 8, 4].map((shift) => {
    const k = (((shift + hue / 30) % 12) + 12) % 12;
    return 255 * (light - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}

const toHex = (channels: number[]): string =>
  `#${channels
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
