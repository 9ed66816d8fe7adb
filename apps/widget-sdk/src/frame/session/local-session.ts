import type {
  AssetBook,
  AssetFacts,
  Design,
  Layer,
  Locks,
  ProductGeometry,
  TextLayer,
  TextRun,
} from '@luneo/design';
import { type FindingView, type Session, type SessionState, textOf } from '@luneo/editor-react';
import { apply, invert } from '@luneo/geometry';
import { breakLines } from '@luneo/layout';
import { layerMatrix, sceneOf } from '@luneo/scene';
import {
  addLayer,
  newPicture,
  newText,
  removeLayers,
  reorderLayer,
  replaceText,
  styleRuns,
  withLayer,
} from './document.ts';
import type { FontLibrary } from './font-library.ts';
import { createTools, offsetNear } from './tools.ts';

export interface SessionOptions {
  readonly design: Design;
  readonly product: ProductGeometry;
  readonly fonts: FontLibrary;
  readonly assets: AssetBook;
  readonly newId: () => string;
  readonly preflight: (state: SessionState) => readonly FindingView[];
  readonly onFontError: (error: unknown) => void;
  readonly onFault: (code: string) => void;
}

/** The lock that guards each property; all others are guarded by `style`. */
const LOCK_OF: Readonly<Record<string, keyof Locks>> = {
  xUm: 'move',
  yUm: 'move',
  widthUm: 'resize',
  heightUm: 'resize',
  rotationMdeg: 'rotate',
  visible: 'visibility',
  crop: 'content',
  asset: 'content',
};

/** Keys whose change moves line ends. */
const SETTING = new Set([
  'runs',
  'widthUm',
  'heightUm',
  'fit',
  'curve',
  'lineHeightPm',
  'align',
  'direction',
]);

export function createLocalSession(options: SessionOptions): Session {
  const { product, fonts, assets } = options;
  const listeners = new Set<() => void>();
  let past: { design: Design; gesture: string | undefined }[] = [];
  let future: Design[] = [];
  let lastGesture: string | undefined;
  let unset = new Set<string>();
  let state: SessionState = {
    design: options.design,
    product,
    side: product.sides[0]!.id,
    selection: [],
    resolved: undefined,
    findings: [],
    canUndo: false,
    canRedo: false,
    textEdit: undefined,
    live: undefined,
    guides: [],
    marquee: undefined,
  };

  const set = (patch: Partial<SessionState>): void => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const sideShape = () => product.sides.find(({ id }) => id === state.side)!;
  const defaultRun = (): TextRun => newText('x', sideShape(), 'x', product.fonts[0]!).runs[0]!;

  /** Sets texts whose fonts are there, draws, checks; what lacks fonts is drawn when they came. */
  function derive(design: Design): Partial<SessionState> {
    let next = design;
    for (const id of unset) {
      const layer = next.layers[id];
      if (layer?.type !== 'text') unset.delete(id);
      else if (fonts.ready(layer)) {
        next = withLayer(next, { ...layer, breaks: breakLines(layer, fonts.book()) });
        unset.delete(id);
      }
    }
    const texts = Object.values(next.layers).filter((layer): layer is TextLayer => layer.type === 'text');
    if (texts.some((layer) => !fonts.ready(layer))) {
      fonts.load(texts).then(
        () => set(derive(state.design)),
        (error: unknown) => options.onFontError(error),
      );
      return { design: next };
    }
    const scene = sceneOf({ design: next, product, assets, fonts: fonts.book() });
    if (!scene.ok) {
      options.onFault(scene.error.code);
      return { design: next };
    }
    const drawn = { ...state, design: next, resolved: scene.value };
    return { design: next, resolved: scene.value, findings: options.preflight(drawn) };
  }
  function commit(design: Design, gesture?: string, extra: Partial<SessionState> = {}): void {
    if (design === state.design) return;
    if (!gesture || gesture !== lastGesture) past = [...past.slice(-199), { design: state.design, gesture }];
    lastGesture = gesture;
    future = [];
    set({ ...extra, ...derive(design), canUndo: past.length > 0, canRedo: false });
  }
  function change(id: string, patch: object, gesture?: string): void {
    const layer = state.design.layers[id];
    if (!layer) return;
    if (Object.keys(patch).some((key) => key !== 'runs' && layer.locks[LOCK_OF[key] ?? 'style'])) {
      options.onFault('layer_locked');
      return;
    }
    const next = Object.fromEntries(
      Object.entries({ ...layer, ...patch }).filter(([, value]) => value !== undefined),
    ) as unknown as Layer;
    if (layer.type === 'text' && Object.keys(patch).some((key) => SETTING.has(key))) unset.add(id);
    commit(withLayer(state.design, next), gesture);
  }
  const textLayer = (id: string): TextLayer | undefined => {
    const layer = state.design.layers[id];
    return layer?.type === 'text' ? layer : undefined;
  };
  const travel = (design: Design): void => {
    const selection = state.selection.filter((id) => design.layers[id]);
    const textEdit =
      state.textEdit && design.layers[state.textEdit.layer] ? clampEdit(design, state.textEdit) : undefined;
    lastGesture = undefined;
    unset = new Set();
    set({ selection, textEdit, ...derive(design), canUndo: past.length > 0, canRedo: future.length > 0 });
  };
  const tools = createTools({
    get: () => state,
    set,
    change,
    commit,
    freeze: () => (lastGesture = undefined),
  });

  const session: Session = {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replaceDesign(design) {
      past = [];
      future = [];
      travel(design);
    },
    setSide: (side) => set({ side, selection: [], textEdit: undefined }),
    select: (ids) => {
      lastGesture = undefined;
      set({
        selection: ids,
        textEdit: ids.length === 1 && ids[0] === state.textEdit?.layer ? state.textEdit : undefined,
      });
    },
    addText(text) {
      const layer = newText(options.newId(), sideShape(), text, product.fonts[0]!);
      unset.add(layer.id);
      commit(addLayer(state.design, state.side, layer), undefined, { selection: [layer.id] });
    },
    addImage(facts: AssetFacts) {
      const layer = newPicture(options.newId(), sideShape(), facts);
      commit(addLayer(state.design, state.side, layer), undefined, { selection: [layer.id] });
    },
    update: (id, patch, gesture) => change(id, patch, gesture),
    styleText(id, patch, gesture) {
      const layer = textLayer(id);
      if (layer?.locks.style) options.onFault('layer_locked');
      else if (layer) change(id, { runs: styleRuns(layer, patch).runs }, gesture);
    },
    setText(id, text, gesture) {
      const layer = textLayer(id);
      if (layer?.locks.content) options.onFault('layer_locked');
      else if (layer)
        change(id, { runs: text === '' ? [] : [{ ...(layer.runs[0] ?? defaultRun()), text }] }, gesture);
    },
    replaceImage(id, facts) {
      const layer = state.design.layers[id];
      if (layer?.type !== facts.kind) return;
      const { heightUm, widthUm, ...fresh } = newPicture(id, sideShape(), facts);
      const content = 'crop' in fresh ? { asset: facts.hash, crop: fresh.crop } : { asset: facts.hash };
      change(id, { ...content, heightUm: Math.round((layer.widthUm * heightUm) / widthUm) });
    },
    remove(ids) {
      const free = ids.filter((id) => !state.design.layers[id]?.locks.remove);
      if (free.length === 0) return ids.length > 0 ? options.onFault('layer_locked') : undefined;
      commit(removeLayers(state.design, free), undefined, { selection: [], textEdit: undefined });
    },
    duplicate(ids) {
      let design = state.design;
      const made: string[] = [];
      for (const id of ids) {
        const layer = design.layers[id];
        if (!layer || layer.type === 'group') continue;
        const copy = { ...layer, id: options.newId(), xUm: layer.xUm + 5_000, yUm: layer.yUm + 5_000 };
        design = addLayer(design, state.side, copy);
        made.push(copy.id);
      }
      commit(design, undefined, { selection: made });
    },
    reorder(id, move) {
      if (state.design.layers[id]?.locks.order) options.onFault('layer_locked');
      else commit(reorderLayer(state.design, id, move));
    },
    undo() {
      const last = past.at(-1);
      if (!last) return;
      past = past.slice(0, -1);
      future = [state.design, ...future];
      travel(last.design);
    },
    redo() {
      const [next, ...rest] = future;
      if (!next) return;
      future = rest;
      past = [...past, { design: state.design, gesture: undefined }];
      travel(next);
    },
    ...tools,
    nudge(dxUm, dyUm) {
      const ids = state.selection.filter((id) => !state.design.layers[id]?.locks.move);
      let design = state.design;
      for (const id of ids) {
        const layer = design.layers[id]!;
        design = withLayer(design, { ...layer, xUm: layer.xUm + dxUm, yUm: layer.yUm + dyUm });
      }
      if (ids.length === 0) options.onFault('layer_locked');
      commit(design, `nudge:${ids.join()}`);
    },
    startTyping(id, at) {
      const layer = textLayer(id);
      if (!layer) return;
      if (layer.locks.content) return options.onFault('layer_locked');
      const length = textOf(layer).length;
      const layout = state.resolved?.text.get(id);
      const inverse = at && invert(layerMatrix(layer));
      const offset = layout && inverse ? offsetNear(layout, apply(inverse, at)) : length;
      set({ selection: [id], textEdit: { layer: id, anchor: at ? offset : 0, focus: offset } });
    },
    stopTyping() {
      const edit = state.textEdit;
      set({ textEdit: undefined });
      lastGesture = undefined;
      const layer = edit && textLayer(edit.layer);
      if (layer && layer.runs.length === 0) session.remove([layer.id]);
    },
    typeSelection(anchor, focus) {
      if (state.textEdit) set({ textEdit: { ...state.textEdit, anchor, focus } });
    },
    typeReplace(start, end, text) {
      const edit = state.textEdit;
      const layer = edit && textLayer(edit.layer);
      if (!layer) return;
      const caret = start + text.length;
      state = { ...state, textEdit: { ...edit, anchor: caret, focus: caret } };
      change(layer.id, { runs: replaceText(layer, start, end, text, defaultRun()).runs }, `type:${layer.id}`);
    },
  };
  unset = new Set();
  set(derive(options.design));
  return session;
}

function clampEdit(design: Design, edit: NonNullable<SessionState['textEdit']>): SessionState['textEdit'] {
  const layer = design.layers[edit.layer] as TextLayer;
  const most = textOf(layer).length;
  return { layer: edit.layer, anchor: Math.min(edit.anchor, most), focus: Math.min(edit.focus, most) };
}
