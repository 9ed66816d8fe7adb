import type { FontRef } from '@luneo/design';
import type { FontKind } from './families.ts';

/** Scripts a face is offered for: ISO 15924, with Jpan, Kore and Hans for the usual mixtures. */
export const SCRIPT_SAMPLES = {
  Latn: 'AZazéß',
  Latx: 'ąčęłőșţžğİ',
  Grek: 'ΑΩαωή',
  Cyrl: 'АЯаяё',
  Arab: 'ابتسلامي',
  Hebr: 'אבגדשת',
  Deva: 'अआकखगह',
  Thai: 'กขคงฮา',
  Jpan: 'あアー日本語',
  Kore: '가나다한글',
  Hans: '汉语简体字们',
} as const;
export type FontScript = keyof typeof SCRIPT_SAMPLES;

/** One face of the catalogue. Metrics in font units. */
export interface FontFace extends FontRef {
  readonly kind: FontKind;
  readonly scripts: readonly FontScript[];
  readonly package: string;
  /** Path within the package. */
  readonly file: string;
  /** Bytes of the whole font; `hash` is their SHA-256 (of the unpacked font where `file` is WOFF2). */
  readonly bytes: number;
  readonly licence: 'OFL-1.1' | 'Apache-2.0';
  readonly unitsPerEm: number;
  readonly ascender: number;
  readonly descender: number;
  readonly lineGap: number;
  /** Covered code points, the text form of `@luneo/layout`. */
  readonly coverage: string;
}
