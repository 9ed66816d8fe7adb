import { type Design, type Layer, textOf } from '@luneo/design';
import type { RuleState } from './evaluate.ts';

/** Why a design does not follow the rules. */
export interface LayerFault {
  readonly code: 'layer_must_be_hidden' | 'layer_required';
  readonly layer: string;
}

type Layers = Pick<RuleState, 'hiddenLayers' | 'requiredLayers'>;

const isFilled = (design: Design, layer: Layer): boolean => {
  if (layer.type === 'text') return textOf(layer).trim() !== '';
  if (layer.type !== 'group') return true;
  return layer.children.some(
    (child) => design.layers[child]?.visible && isFilled(design, design.layers[child]),
  );
};

/** Holds a design against what the rules say of its layers. A layer that is gone is hidden, and not filled. */
export function layerFaults(design: Design, { hiddenLayers, requiredLayers }: Layers): LayerFault[] {
  const layerOf = (id: string): Layer | undefined =>
    Object.hasOwn(design.layers, id) ? design.layers[id] : undefined;
  const shown = hiddenLayers.filter((id) => layerOf(id)?.visible);
  const missing = requiredLayers.filter((id) => {
    const layer = layerOf(id);
    return !layer?.visible || !isFilled(design, layer);
  });
  return [
    ...shown.map((layer): LayerFault => ({ code: 'layer_must_be_hidden', layer })),
    ...missing.map((layer): LayerFault => ({ code: 'layer_required', layer })),
  ];
}

/** The design with layers hidden as the rules say; all others stay as they are. */
export function hideLayers(design: Design, { hiddenLayers }: Pick<RuleState, 'hiddenLayers'>): Design {
  const hide = hiddenLayers.filter((id) => Object.hasOwn(design.layers, id) && design.layers[id]!.visible);
  if (hide.length === 0) return design;
  const hidden = hide.map((id) => [id, { ...design.layers[id]!, visible: false }]);
  return { ...design, layers: { ...design.layers, ...Object.fromEntries(hidden) } };
}
