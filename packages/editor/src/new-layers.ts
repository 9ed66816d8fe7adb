import {
  type ArtworkLayer,
  type AssetFacts,
  type FontRef,
  type ImageLayer,
  LIMITS,
  type ProductSide,
  type TextLayer,
  type TextRun,
} from '@luneo/design';
import { uprightSize } from '@luneo/scene';

const base = { rotationMdeg: 0, flipX: false, flipY: false, opacityPm: 1000, visible: true, locks: {} };

/** How new text looks: a size that is read from arm's length, near black. */
export const textStyle = (side: ProductSide, font: FontRef): Omit<TextRun, 'text'> => ({
  font,
  sizeUm: Math.max(100, Math.round(Math.min(side.heightUm * 0.12, side.widthUm * 0.09))),
  fill: { type: 'solid', color: { rgb: '#1a1a1a' } },
  letterSpacingPm: 0,
});

/** A text in the middle of the side, a good half as wide as it. */
export function newText(id: string, side: ProductSide, text: string, font: FontRef): TextLayer {
  const widthUm = Math.round(side.widthUm * 0.62);
  const heightUm = Math.round(textStyle(side, font).sizeUm * 1.6);
  return {
    ...base,
    id,
    type: 'text',
    xUm: Math.round((side.widthUm - widthUm) / 2),
    yUm: Math.round((side.heightUm - heightUm) / 2),
    widthUm,
    heightUm,
    runs: text === '' ? [] : [{ ...textStyle(side, font), text }],
    align: 'center',
    verticalAlign: 'middle',
    direction: 'auto',
    lineHeightPm: 1000,
    fit: { mode: 'shrink', minSizeUm: 1500 },
    breaks: [],
  };
}

/** A picture or artwork in its own proportions, inside the safe zone, in the middle. */
export function newPicture(
  id: string,
  side: ProductSide,
  facts: AssetFacts,
  name?: string,
): ImageLayer | ArtworkLayer {
  const named = { ...base, id, ...(name !== undefined && { name: name.slice(0, LIMITS.nameLength) }) };
  if (facts.kind === 'artwork') {
    const { width, height } = facts.artwork;
    return { ...named, type: 'artwork', asset: facts.hash, ...boxInside(side, width, height) };
  }
  const { widthPx, heightPx } = uprightSize(facts);
  const crop = { xPx: 0, yPx: 0, widthPx, heightPx };
  return { ...named, type: 'image', asset: facts.hash, crop, ...boxInside(side, widthPx, heightPx) };
}

/** Share of the safe zone a new picture takes. */
const SHARE = 0.8;

function boxInside(side: ProductSide, width: number, height: number) {
  const roomX = (side.widthUm - 2 * side.safeUm) * SHARE;
  const roomY = (side.heightUm - 2 * side.safeUm) * SHARE;
  const k = Math.min(roomX / width, roomY / height);
  const [widthUm, heightUm] = [Math.max(1, Math.round(width * k)), Math.max(1, Math.round(height * k))];
  return {
    xUm: Math.round((side.widthUm - widthUm) / 2),
    yUm: Math.round((side.heightUm - heightUm) / 2),
    widthUm,
    heightUm,
  };
}
