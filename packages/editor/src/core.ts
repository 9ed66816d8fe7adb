import {
  type AssetBook,
  applyCommand,
  applyDiff,
  type Command,
  type Design,
  type Diff,
  diffOf,
  type Layer,
  type ProductGeometry,
  type TextLayer,
} from '@luneo/design';
import { breakLines } from '@luneo/layout';
import { preflight, sceneOf } from '@luneo/scene';
import { outermost } from './commands.ts';
import type { FontLibrary } from './font-library.ts';
import { History, type Step } from './history.ts';
import type { SessionState } from './session.ts';

export interface SessionOptions {
  readonly design: Design;
  readonly product: ProductGeometry;
  readonly fonts: FontLibrary;
  readonly assets: AssetBook;
  readonly newId: () => string;
  /** A font could not be fetched: the texts that need it are not drawn. */
  readonly onFontError: (error: unknown) => void;
  /** An edit was refused. */
  readonly onFault: (code: string) => void;
  /** For those who make templates: what is locked to shoppers is not locked to them. */
  readonly ignoreLocks?: boolean;
}

export interface RunOptions {
  readonly gesture?: string | undefined;
  /** State that changes with the edit. */
  readonly also?: Partial<SessionState>;
}

/** Properties whose change moves line ends. */
const SETTING = [
  'runs',
  'widthUm',
  'heightUm',
  'fit',
  'curve',
  'lineHeightPm',
  'align',
  'direction',
] as const;

/** State, history and derivation; the one place where documents change. */
export class Core {
  readonly options: SessionOptions;
  readonly #history = new History();
  readonly #listeners = new Set<() => void>();
  /** Records of texts whose line ends wait for their fonts; history may bring one back long after. */
  readonly #unset = new WeakSet<Layer>();
  #state: SessionState;

  constructor(options: SessionOptions) {
    this.options = options;
    this.#state = {
      design: options.design,
      product: options.product,
      side: options.product.sides[0]!.id,
      selection: [],
      resolved: undefined,
      findings: [],
      canUndo: false,
      canRedo: false,
      textEdit: undefined,
      cropping: undefined,
      live: undefined,
      guides: [],
      marquee: undefined,
    };
    this.set(this.#derive(options.design));
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(patch: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }

  /** Carries a command out and remembers how to take it back; false when it is refused. */
  run(command: Command, { gesture, also = {} }: RunOptions = {}): boolean {
    const { design } = this.#state;
    const applied = applyCommand(design, command, { ignoreLocks: this.options.ignoreLocks ?? false });
    if (!applied.ok) {
      this.options.onFault(applied.error.code);
      return false;
    }
    const next = this.#setLines(applied.value.design, applied.value.diff);
    this.#history.record(diffOf(design, next), gesture);
    this.set({ ...also, ...this.#derive(next), ...this.#doable() });
    return true;
  }

  /** The next edit begins a new step of history. */
  mark(): void {
    this.#history.mark();
  }

  get lastStep(): Step | undefined {
    return this.#history.last;
  }

  /** Forgets what was done since a step. */
  rewind(to: Step | undefined): void {
    this.#travel(this.#history.rewind(to));
  }

  undo(): void {
    this.#travel(this.#history.undo());
  }

  redo(): void {
    this.#travel(this.#history.redo());
  }

  replace(design: Design): void {
    this.#history.clear();
    this.set({ ...this.#kept(design), ...this.#derive(design), ...this.#doable() });
  }

  setProduct(product: ProductGeometry): void {
    this.#state = { ...this.#state, product };
    this.set(this.#derive(this.#state.design));
  }

  #travel(diff: Diff | undefined): void {
    if (!diff) return;
    const design = this.#settle(applyDiff(this.#state.design, diff));
    this.set({ ...this.#kept(design), ...this.#derive(design), ...this.#doable() });
  }

  #doable(): Pick<SessionState, 'canUndo' | 'canRedo'> {
    return { canUndo: this.#history.canUndo, canRedo: this.#history.canRedo };
  }

  /** What of selection, typing and cropping still makes sense in another document. */
  #kept(design: Design): Partial<SessionState> {
    const { selection, textEdit, cropping } = this.#state;
    const text = textEdit && design.layers[textEdit.layer];
    const most = text?.type === 'text' ? text.runs.reduce((sum, run) => sum + run.text.length, 0) : 0;
    return {
      selection: [...new Set(selection.filter((id) => design.layers[id]).map((id) => outermost(design, id)))],
      textEdit:
        textEdit && text
          ? { ...textEdit, anchor: Math.min(textEdit.anchor, most), focus: Math.min(textEdit.focus, most) }
          : undefined,
      cropping: cropping && design.layers[cropping] ? cropping : undefined,
    };
  }

  /** Line ends of the texts that changed, as far as their fonts are there. */
  #setLines(design: Design, { layers }: Diff): Design {
    for (const [before, after] of Object.values(layers)) {
      if (after?.type !== 'text') continue;
      const same = before?.type === 'text' && !SETTING.some((key) => before[key] !== after[key]);
      if (!same || this.#unset.has(before)) this.#unset.add(after);
    }
    return this.#settle(design);
  }

  #settle(design: Design): Design {
    let next = design;
    for (const layer of Object.values(design.layers))
      if (layer.type === 'text' && this.#unset.has(layer) && this.options.fonts.ready(layer))
        next = withBreaks(next, layer, breakLines(layer, this.options.fonts.book()));
    return next;
  }

  /** Draws and checks; a document that lacks fonts is drawn when they came. */
  #derive(design: Design): Partial<SessionState> {
    const { fonts, assets, onFault } = this.options;
    const texts = Object.values(design.layers).filter((layer): layer is TextLayer => layer.type === 'text');
    if (texts.some((layer) => !fonts.ready(layer))) {
      this.#load(texts);
      return { design };
    }
    const { product } = this.#state;
    const scene = sceneOf({ design, product, assets, fonts: fonts.book() });
    if (!scene.ok) {
      onFault(scene.error.code);
      return { design };
    }
    return { design, resolved: scene.value, findings: preflight({ ...scene.value, design, product }) };
  }

  #load(texts: readonly TextLayer[]): void {
    this.options.fonts.load(texts).then(
      () => {
        this.set(this.#derive(this.#settle(this.#state.design)));
      },
      (error: unknown) => this.options.onFontError(error),
    );
  }
}

function withBreaks(design: Design, layer: TextLayer, breaks: readonly number[]): Design {
  return { ...design, layers: { ...design.layers, [layer.id]: { ...layer, breaks: [...breaks] } } };
}
