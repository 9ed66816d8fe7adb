import { replaceText, type TextLayer, textOf } from '@luneo/design';
import { apply, invert } from '@luneo/geometry';
import { offsetAt } from './caret.ts';
import { outermost, setRuns } from './commands.ts';
import type { Core } from './core.ts';
import { absoluteMatrix } from './frame.ts';
import { textStyle } from './new-layers.ts';
import type { Session } from './session.ts';

/** Typing into a text on the stage. */
export function createTyping(
  core: Core,
  remove: (ids: readonly string[]) => void,
): Pick<Session, 'startTyping' | 'stopTyping' | 'typeSelection' | 'typeReplace'> {
  const textLayer = (id: string | undefined): TextLayer | undefined => {
    const layer = id === undefined ? undefined : core.state.design.layers[id];
    return layer?.type === 'text' ? layer : undefined;
  };
  return {
    startTyping(id, at) {
      const layer = textLayer(id);
      if (!layer) return;
      if (layer.locks.content && !core.options.ignoreLocks) return core.options.onFault('layer_locked');
      const { design, resolved } = core.state;
      const layout = resolved?.text.get(id);
      const inverse = at && invert(absoluteMatrix(design, id));
      const offset = layout && inverse ? offsetAt(layout, apply(inverse, at)) : textOf(layer).length;
      core.mark();
      core.set({
        selection: [outermost(design, id)],
        cropping: undefined,
        textEdit: { layer: id, anchor: at ? offset : 0, focus: offset },
      });
    },
    stopTyping() {
      const layer = textLayer(core.state.textEdit?.layer);
      core.set({ textEdit: undefined });
      core.mark();
      if (layer && layer.runs.length === 0) remove([layer.id]);
    },
    typeSelection(anchor, focus) {
      const { textEdit } = core.state;
      if (textEdit) core.set({ textEdit: { ...textEdit, anchor, focus } });
    },
    typeReplace(start, end, text) {
      const { textEdit, product, side } = core.state;
      const layer = textLayer(textEdit?.layer);
      if (!layer || !textEdit) return;
      const style = textStyle(product.sides.find(({ id }) => id === side)!, product.fonts[0]!);
      const caret = start + text.length;
      core.run(setRuns(layer, replaceText(layer.runs, start, end, text, style)), {
        gesture: `type:${layer.id}`,
        also: { textEdit: { ...textEdit, anchor: caret, focus: caret } },
      });
    },
  };
}
