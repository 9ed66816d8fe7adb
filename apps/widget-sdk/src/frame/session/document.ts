import type {
  ArtworkLayer,
  AssetFacts,
  Design,
  FontRef,
  ImageLayer,
  Layer,
  ProductSide,
  TextLayer,
  TextRun,
} from '@luneo/design';
import type { OrderMove, TextStylePatch } from '@luneo/editor-react';
import { uprightSize } from '@luneo/scene';

const base = { rotationMdeg: 0, flipX: false, flipY: false, opacityPm: 1000, visible: true, locks: {} };

/** An empty document for a product: every side, nothing on it. */
export const emptyDesign = (sides: readonly ProductSide[]): Design => ({
  schemaVersion: 1,
  sides: sides.map(({ id }) => ({ id, layers: [] })),
  layers: {},
});

/** A text in the middle of the side, half as wide as it, readable from arm's length. */
export function newText(id: string, side: ProductSide, text: string, font: FontRef): TextLayer {
  const widthUm = Math.round(side.widthUm * 0.62);
  const sizeUm = Math.round(Math.min(side.heightUm * 0.12, side.widthUm * 0.09));
  const heightUm = Math.round(sizeUm * 1.6);
  return {
    ...base,
    id,
    type: 'text',
    xUm: Math.round((side.widthUm - widthUm) / 2),
    yUm: Math.round((side.heightUm - heightUm) / 2),
    widthUm,
    heightUm,
    runs:
      text === ''
        ? []
        : [{ text, font, sizeUm, fill: { type: 'solid', color: { rgb: '#1a1a1a' } }, letterSpacingPm: 0 }],
    align: 'center',
    verticalAlign: 'middle',
    direction: 'auto',
    lineHeightPm: 1000,
    fit: { mode: 'shrink', minSizeUm: 1500 },
    breaks: [],
  };
}

/** A picture or artwork in its own proportions, inside the safe zone, in the middle. */
export function newPicture(id: string, side: ProductSide, facts: AssetFacts): ImageLayer | ArtworkLayer {
  if (facts.kind === 'artwork') {
    const { width, height } = facts.artwork;
    return { ...base, id, type: 'artwork', asset: facts.hash, ...boxInside(side, width, height) };
  }
  const { widthPx, heightPx } = uprightSize(facts);
  const crop = { xPx: 0, yPx: 0, widthPx, heightPx };
  return { ...base, id, type: 'image', asset: facts.hash, crop, ...boxInside(side, widthPx, heightPx) };
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

export const textOf = (layer: TextLayer): string => layer.runs.map((run) => run.text).join('');

export const withLayer = (design: Design, layer: Layer): Design => ({
  ...design,
  layers: { ...design.layers, [layer.id]: layer },
});

export function addLayer(design: Design, sideId: string, layer: Layer): Design {
  const sides = design.sides.map((side) =>
    side.id === sideId ? { ...side, layers: [...side.layers, layer.id] } : side,
  );
  return { ...withLayer(design, layer), sides };
}

export function removeLayers(design: Design, ids: readonly string[]): Design {
  const gone = new Set(ids);
  return {
    ...design,
    sides: design.sides.map((side) => ({ ...side, layers: side.layers.filter((id) => !gone.has(id)) })),
    layers: Object.fromEntries(Object.entries(design.layers).filter(([id]) => !gone.has(id))),
  };
}

export function reorderLayer(design: Design, id: string, move: OrderMove): Design {
  return {
    ...design,
    sides: design.sides.map((side) => {
      const at = side.layers.indexOf(id);
      if (at < 0) return side;
      const rest = side.layers.filter((other) => other !== id);
      const to = { forward: at + 1, backward: at - 1, front: rest.length, back: 0 }[move];
      rest.splice(Math.max(0, Math.min(rest.length, to)), 0, id);
      return { ...side, layers: rest };
    }),
  };
}

/** Replaces a UTF-16 range of the text; what is put in takes the style of what stands before it. */
export function replaceText(
  layer: TextLayer,
  start: number,
  end: number,
  text: string,
  fallback: TextRun,
): TextLayer {
  let at = 0;
  let placed = false;
  const runs: TextRun[] = [];
  const source = layer.runs.length > 0 ? layer.runs : [{ ...fallback, text: '' }];
  source.forEach((run, index) => {
    const [from, to] = [at, at + run.text.length];
    at = to;
    const here = !placed && start <= to && (start > from || from === 0 || index === source.length - 1);
    const head = run.text.slice(0, Math.max(0, start - from));
    const tail = run.text.slice(Math.min(run.text.length, Math.max(0, end - from)));
    const kept =
      start >= to && !here ? run.text : from >= end && !here ? run.text : head + (here ? text : '') + tail;
    placed ||= here;
    if (kept !== '') runs.push({ ...run, text: kept });
  });
  return { ...layer, runs };
}

export function styleRuns(layer: TextLayer, { rgb, ...patch }: TextStylePatch): TextLayer {
  const fill = rgb === undefined ? {} : { fill: { type: 'solid' as const, color: { rgb } } };
  return { ...layer, runs: layer.runs.map((run) => ({ ...run, ...patch, ...fill })) };
}
