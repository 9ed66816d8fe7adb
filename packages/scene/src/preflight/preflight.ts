import type { Design, ProductGeometry } from '@luneo/design';
import { pathBox, readPath } from '@luneo/geometry';
import type { TextLayout } from '@luneo/layout';
import type { Scene, SceneSide } from '../tree.ts';
import { FINDING_CODES, type Finding } from './finding.ts';
import { layerFindings } from './layer-checks.ts';
import { type LayerInk, layerInks } from './leaves.ts';
import { type PrintArea, placeFindings } from './place-checks.ts';
import { regionOf } from './region.ts';

export interface PreflightInput {
  readonly scene: Scene;
  readonly design: Design;
  readonly product: ProductGeometry;
  /** Layouts of the visible text layers, as `sceneOf` gives them. */
  readonly text: ReadonlyMap<string, TextLayout>;
}

/**
 * What may go wrong in print, side by side, layer by layer in painting order. Pure: the same in the
 * editor and before production. An order is refused while a finding's severity is `block`.
 */
export function preflight({ scene, design, product, text }: PreflightInput): Finding[] {
  const findings: Finding[] = [];
  const inked = scene.sides.filter((side) => hasInk(side, layerInks(side.nodes)));
  if (inked.length === 0)
    findings.push({
      code: 'design_empty',
      severity: 'block',
      message: 'There is nothing to print',
      params: {},
    });
  for (const side of scene.sides) {
    if (!inked.includes(side))
      findings.push({
        code: 'side_empty',
        severity: 'pass',
        side: side.id,
        message: 'Nothing is printed on this side',
        params: {},
      });
    const shape = product.sides.find(({ id }) => id === side.id);
    const area = shape?.printArea && printAreaOf(side, shape.printArea.shape);
    const cut = side.cut === undefined ? undefined : regionOf(readPath(side.cut));
    const limits = shape?.limits ?? product.limits;
    for (const ink of layerInks(side.nodes)) {
      const layer = design.layers[ink.layer];
      if (!layer) continue;
      findings.push(
        ...layerFindings({ side: side.id, layer, ink, limits, text: text.get(layer.id) }),
        ...placeFindings({ side, area, cut, layer, ink }),
      );
    }
  }
  return findings;
}

/** The findings, and one `pass` for every check that found nothing: what a certificate lists. */
export function withPasses(findings: readonly Finding[]): Finding[] {
  const found = new Set(findings.map((finding) => finding.code));
  const passed = FINDING_CODES.filter((code) => !found.has(code)).map(
    (code): Finding => ({ code, severity: 'pass', message: 'Nothing found', params: {} }),
  );
  return [...findings, ...passed];
}

const hasInk = (side: SceneSide, inks: readonly LayerInk[]): boolean =>
  side.background !== undefined ||
  inks.some(({ group, leaves }) => group.opacityPm > 0 && leaves.some((leaf) => leaf.seen));

function printAreaOf({ printArea }: SceneSide, shape: 'rect' | 'ellipse' | 'path'): PrintArea | undefined {
  const outline = readPath(printArea);
  const box = pathBox(outline);
  return box && { box, ...(shape !== 'rect' && { region: regionOf(outline) }) };
}
