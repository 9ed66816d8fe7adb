import type { Layer } from '@luneo/design';
import { textOf } from '@luneo/design';
import type { EditorTranslator } from './messages/en.ts';

/** What people call a layer: its own name, else its text, else its kind. */
export function layerName(layer: Layer, t: EditorTranslator): string {
  if (layer.name) return layer.name;
  if (layer.type === 'text')
    return textOf(layer).replace(/\s+/g, ' ').trim().slice(0, 40) || t('layer.text.empty');
  return t(`layer.${layer.type}`);
}
