import {
  type AssetFacts,
  type Design,
  type ImageFacts,
  type ImageLayer,
  type Layer,
  placeOf,
  type SimpleCommand,
  type Target,
} from '@luneo/design';
import { type Box, SU_PER_UM } from '@luneo/geometry';
import * as commands from './commands.ts';
import { Core, type SessionOptions } from './core.ts';
import { panned, zoomed, zoomOf } from './crop.ts';
import { createDrags } from './drags.ts';
import { frameBox, selectionFrame } from './frame.ts';
import type { Step } from './history.ts';
import { newPicture, newText, textStyle } from './new-layers.ts';
import type { LayerPatch, Session } from './session.ts';
import { createTyping } from './typing.ts';

/** How far a copy lies from its original. */
const COPY_OFFSET_UM = 5_000;

/**
 * Opens an editing session on a document: headless, the same in a page and in a test.
 *
 * ```ts
 * const session = createSession({ design, product, fonts, assets, newId, onFontError, onFault });
 * session.addText('Ada');
 * session.undo();
 * ```
 */
export function createSession(options: SessionOptions): Session {
  const core = new Core(options);
  const edits = createEdits(core);
  return {
    getState: () => core.state,
    subscribe: (listener) => core.subscribe(listener),
    replaceDesign: (design) => core.replace(design),
    setProduct: (product) => core.setProduct(product),
    setSide: (side) => core.set({ side, selection: [], textEdit: undefined, cropping: undefined }),
    select(ids) {
      const { design, textEdit, cropping } = core.state;
      const selection = [
        ...new Set(ids.filter((id) => design.layers[id]).map((id) => commands.outermost(design, id))),
      ];
      const only = selection.length === 1 ? selection[0] : undefined;
      core.mark();
      core.set({
        selection,
        textEdit: textEdit && commands.outermost(design, textEdit.layer) === only ? textEdit : undefined,
        cropping: cropping === only ? cropping : undefined,
      });
    },
    ...edits,
    ...createArrangement(core),
    ...createCropping(core),
    undo: () => core.undo(),
    redo: () => core.redo(),
    ...createDrags(core),
    ...createTyping(core, edits.remove),
  };
}

const sideShape = ({ state }: Core) => state.product.sides.find(({ id }) => id === state.side)!;

function createEdits(core: Core) {
  const { newId } = core.options;
  const layerOf = (id: string): Layer | undefined => core.state.design.layers[id];
  const add = (layer: Layer): boolean =>
    core.run(
      { type: 'layer.add', layer, to: { side: core.state.side } },
      { also: { selection: [layer.id], cropping: undefined } },
    );
  return {
    addText: (text: string) =>
      void add(newText(newId(), sideShape(core), text, core.state.product.fonts[0]!)),
    addPicture: (facts: AssetFacts, name?: string) =>
      void add(newPicture(newId(), sideShape(core), facts, name)),
    update(id, patch, gesture) {
      const layer = layerOf(id);
      if (layer) core.run(updated(core.state.design, layer, patch), { gesture });
    },
    styleText(id, patch, gesture) {
      const layer = layerOf(id);
      if (layer?.type === 'text')
        core.run(commands.setRuns(layer, commands.styled(layer, patch)), { gesture });
    },
    setText(id, text, gesture) {
      const layer = layerOf(id);
      if (layer?.type !== 'text') return;
      const style = layer.runs[0] ?? textStyle(sideShape(core), core.state.product.fonts[0]!);
      core.run(commands.setRuns(layer, text === '' ? [] : [{ ...style, text }]), { gesture });
    },
    replacePicture(id, facts) {
      const layer = layerOf(id);
      if (layer?.type !== facts.kind) return;
      const fresh = newPicture(id, sideShape(core), facts);
      const heightUm = Math.max(1, Math.round((layer.widthUm * fresh.heightUm) / fresh.widthUm));
      const content: SimpleCommand =
        fresh.type === 'image'
          ? { type: 'image.replace', id, asset: facts.hash, crop: fresh.crop }
          : { type: 'artwork.replace', id, asset: facts.hash };
      const size = heightUm === layer.heightUm ? [] : [commands.setLayer(id, { heightUm })];
      core.run({ type: 'batch', commands: [content, ...size] });
    },
    remove(ids) {
      const known = ids.filter((id) => layerOf(id));
      const removal = known.map((id): SimpleCommand => ({ type: 'layer.remove', id }));
      const { selection } = core.state;
      if (known.length > 0)
        core.run(
          { type: 'batch', commands: removal },
          {
            also: {
              selection: selection.filter((id) => !known.includes(id)),
              textEdit: undefined,
              cropping: undefined,
            },
          },
        );
    },
    duplicate(ids) {
      const { design } = core.state;
      const made = ids.flatMap((id) => (layerOf(id) ? [duplicate(design, id, newId)] : []));
      if (made.length === 0) return;
      const selection = made.map(({ id }) => id);
      core.run({ type: 'batch', commands: made.flatMap((copy) => copy.commands) }, { also: { selection } });
    },
  } satisfies Partial<Session>;
}

function duplicate(
  design: Design,
  id: string,
  newId: () => string,
): { id: string; commands: SimpleCommand[] } {
  const { group, side } = placeOf(design, id)!;
  const to: Target = group ? { group: group.id } : { side: side.id };
  const [first, ...rest] = commands.copies(design, id, newId, to);
  if (first?.type !== 'layer.add') throw new TypeError('a copy begins with its layer');
  const { layer } = first;
  const shifted = { ...layer, xUm: layer.xUm + COPY_OFFSET_UM, yUm: layer.yUm + COPY_OFFSET_UM };
  return { id: layer.id, commands: [{ ...first, layer: shifted }, ...rest] };
}

/** A group keeps its proportions, and its content grows with it. */
function updated(design: Design, layer: Layer, patch: LayerPatch) {
  if (layer.type !== 'group' || (patch.widthUm === undefined && patch.heightUm === undefined))
    return commands.setLayer(layer.id, patch);
  const k =
    patch.widthUm !== undefined && patch.widthUm !== layer.widthUm
      ? patch.widthUm / layer.widthUm
      : (patch.heightUm ?? layer.heightUm) / layer.heightUm;
  const size = {
    widthUm: Math.max(1, Math.round(layer.widthUm * k)),
    heightUm: Math.max(1, Math.round(layer.heightUm * k)),
  };
  return {
    type: 'batch' as const,
    commands: [
      commands.setLayer(layer.id, { ...patch, ...size }),
      ...commands.scaleChildren(design, layer.id, k),
    ],
  };
}

function createArrangement(core: Core) {
  const batch = (list: SimpleCommand[]): boolean =>
    list.length > 0 && core.run({ type: 'batch', commands: list });
  return {
    reorder(id, move) {
      const command = commands.reorder(core.state.design, id, move);
      if (command) core.run(command);
    },
    group(ids) {
      const group = core.options.newId();
      if (ids.length > 1)
        core.run({ type: 'layer.group', ids: [...ids], group }, { also: { selection: [group] } });
    },
    ungroup(id) {
      const layer = core.state.design.layers[id];
      if (layer?.type === 'group')
        core.run({ type: 'layer.ungroup', id }, { also: { selection: layer.children } });
    },
    align(ids, to) {
      const { design } = core.state;
      const frame = ids.length > 1 ? selectionFrame(design, ids) : undefined;
      batch(commands.align(design, ids, to, frame ? frameBox(frame) : sideBox(core)));
    },
    distribute: (ids, axis) => void batch(commands.distribute(core.state.design, ids, axis)),
  } satisfies Partial<Session>;
}

function sideBox(core: Core): Box {
  const { widthUm, heightUm } = sideShape(core);
  return { x: 0, y: 0, width: widthUm * SU_PER_UM, height: heightUm * SU_PER_UM };
}

function createCropping(core: Core) {
  const picture = (): { layer: ImageLayer; facts: ImageFacts } | undefined => {
    const { cropping, design } = core.state;
    const layer = cropping === undefined ? undefined : design.layers[cropping];
    const facts = layer?.type === 'image' ? core.options.assets.get(layer.asset) : undefined;
    return layer?.type === 'image' && facts?.kind === 'image' ? { layer, facts } : undefined;
  };
  let before: Step | undefined;
  return {
    startCropping(id) {
      const layer = core.state.design.layers[id];
      if (layer?.type !== 'image') return;
      if (layer.locks.content && !core.options.ignoreLocks) return core.options.onFault('layer_locked');
      core.mark();
      before = core.lastStep;
      core.set({ cropping: id, selection: [commands.outermost(core.state.design, id)], textEdit: undefined });
    },
    stopCropping() {
      core.mark();
      core.set({ cropping: undefined });
    },
    cancelCropping() {
      if (core.state.cropping === undefined) return;
      core.set({ cropping: undefined });
      core.rewind(before);
    },
    cropZoom() {
      const found = picture();
      return found ? zoomOf(found.layer, found.facts) : 1;
    },
    zoomCrop(factor) {
      const found = picture();
      if (!found) return;
      const { layer, facts } = found;
      core.run(commands.setCrop(layer.id, zoomed(layer, facts, factor)), { gesture: `zoom:${layer.id}` });
    },
    nudge(dxUm, dyUm) {
      const found = picture();
      if (found) {
        const { layer, facts } = found;
        const crop = panned(layer, facts, dxUm * SU_PER_UM, dyUm * SU_PER_UM);
        core.run(commands.setCrop(layer.id, crop), { gesture: `crop:${layer.id}` });
        return;
      }
      const { design, selection } = core.state;
      const free = selection.filter((id) => design.layers[id] && !design.layers[id].locks.move);
      const ids = core.options.ignoreLocks || free.length === 0 ? selection : free;
      const moves = ids.flatMap((id) => {
        const layer = design.layers[id];
        return layer ? [commands.setLayer(id, { xUm: layer.xUm + dxUm, yUm: layer.yUm + dyUm })] : [];
      });
      if (moves.length > 0) core.run({ type: 'batch', commands: moves }, { gesture: `nudge:${ids.join()}` });
    },
  } satisfies Partial<Session>;
}
