import type { TextLayer } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import { createFontBook, type FontBook, fontNeeds, layoutText } from '@luneo/layout';
import { describe, expect, it } from 'vitest';
import { coverageOf, createTextEngine, FALLBACK_FONTS, findFace, fontRef, subset } from './index.ts';

const engine = await createTextEngine();

/** Family -> texts that make its layout tables work. */
const CASES: readonly (readonly [family: string, text: string])[] = [
  ['Open Sans', 'Sphinx of black quartz, judge my vow! 0123456789'],
  ['Lato', 'AVATAR To. Ty, office affluent fi ffl “quotes”'],
  ['Playfair Display', 'Waffles & affluent Yoga, 1/2 — fjord'],
  ['Lobster', 'Best of the breed: coffee, Tuesday'],
  ['Pacifico', 'Happy Birthday, Zoë & Łukasz!'],
  ['Great Vibes', 'Forever & Always, The Love of my life'],
  ['Dancing Script', 'office bb gg ff tt'],
  ['Montserrat', 'Ångström, naïve, Đà Nẵng, Привет'],
  ['Open Sans', 'e\u0301 o\u0302\u0301 a\u0328 Tie\u0302\u0301ng Vie\u0323\u0302t'],
  ['Open Sans', 'Ελληνικά ά έ Привет мир'],
  ['Lato', 'Hello سلام (123) שלום'],
  ['Amiri', 'السَّلَامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ لا إله ١٢٣'],
  ['Cairo', 'بسم الله الرحمن الرحيم، محمد لآ'],
  ['Cairo', '«قوس (داخل) [قوس]» 2024/05'],
  ['Heebo', 'שָׁלוֹם עוֹלָם בְּרֵאשִׁית (abc) ״ציטוט״'],
  ['Hind', 'नमस्ते क्षत्रिय ज्ञान श्री हिन्दी र्क्य ट्र'],
  ['Poppins', 'कृष्ण विद्यार्थी द्ध्व र्‍य क्‌ष'],
  ['Sarabun', 'สวัสดีครับ น้ำ ผู้ใหญ่ ที่ ปั้น ญู ฐุ ก็'],
  ['Lato', '日本語テキスト、「こんにちは」。ガ カ\u3099'],
  ['Lato', '汉语简体字，你好世界。'],
  ['Lato', '안녕하세요 한국어 \u1112\u1161\u11ab'],
  ['Lato', '👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷🇩🇪 1️⃣ ❤️ 👩🏾‍🚀 😀 👍🏽 🏴‍☠️'],
  ['Lato', 'non\u2011breaking soft\u00adhyphen thin\u2009space nb\u00a0space'],
  ['Amatic SC', 'שלום HAND made'],
];

const layer = (family: string, text: string): TextLayer => ({
  id: 'text',
  type: 'text',
  xUm: 0,
  yUm: 0,
  widthUm: 300_000,
  heightUm: 40_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
  runs: [
    {
      text,
      font: fontRef(findFace(family)!),
      sizeUm: 12_000,
      letterSpacingPm: 0,
      fill: { type: 'solid', color: { rgb: '#000000' } },
    },
  ],
  align: 'start',
  verticalAlign: 'top',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
});

async function subsetBook(text: TextLayer, whole: FontBook): Promise<FontBook> {
  const needs = fontNeeds(text, whole);
  const faces = await Promise.all(
    Array.from(needs, async ([hash, codePoints]) =>
      engine.shaper.loadFace(hash, await subset(hash, codePoints), coverageOf(hash)),
    ),
  );
  return createFontBook({ faces, fallbacks: FALLBACK_FONTS, emoji: whole.emoji, coverage: coverageOf });
}

describe('a subset sets its text exactly as the whole font', () => {
  for (const [family, text] of CASES)
    it(`${family}: ${text}`, async () => {
      const sample = layer(family, text);
      const whole = await engine.book({ hashes: sample.runs.map((run) => run.font.hash) });
      const expected = unwrap(layoutText(sample, whole));
      expect(expected.missing).toEqual([]);
      expect(unwrap(layoutText(sample, await subsetBook(sample, whole)))).toEqual(expected);
    });

  it('spaced letters and curves too', async () => {
    const base = layer('Lato', 'office AV سلام fi');
    const sample: TextLayer = {
      ...base,
      runs: [{ ...base.runs[0]!, letterSpacingPm: 120 }],
      curve: { angleMdeg: 100_000 },
    };
    const whole = await engine.book({ hashes: sample.runs.map((run) => run.font.hash) });
    expect(layoutText(sample, await subsetBook(sample, whole))).toEqual(layoutText(sample, whole));
  });

  it('is small, and says so when a text outgrows it', async () => {
    const { hash } = findFace('Nanum Gothic')!;
    expect((await subset(hash, [0xac00])).length).toBeLessThan(20_000);
    const first = layer('Lato', 'abc');
    const whole = await engine.book({ hashes: [findFace('Lato')!.hash] });
    const book = await subsetBook(first, whole);
    expect(layoutText(layer('Lato', 'abcd'), book)).toMatchObject({
      ok: false,
      error: { code: 'font_not_loaded', params: { hash: findFace('Lato')!.hash } },
    });
  });
});
