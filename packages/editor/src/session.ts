import type {
  AssetFacts,
  Design,
  FontRef,
  ImageLayer,
  Layer,
  ProductGeometry,
  ShapeLayer,
  TextLayer,
} from '@luneo/design';
import type { Box, Matrix, Point } from '@luneo/geometry';
import type { ResolvedScene } from '@luneo/scene';

/** What preflight found, as the screens show it. */
export interface FindingView {
  readonly code: string;
  readonly severity: 'pass' | 'warn' | 'block';
  readonly side?: string | undefined;
  readonly layer?: string | undefined;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** Caret and selection in the text being typed: UTF-16 offsets; equal = caret. */
export interface TextEdit {
  readonly layer: string;
  readonly anchor: number;
  readonly focus: number;
}

/** A line the moving layer snapped to; `at` in su of the side. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
}

export interface SessionState {
  readonly design: Design;
  /** As the chosen variant has it. */
  readonly product: ProductGeometry;
  readonly side: string;
  readonly selection: readonly string[];
  readonly resolved: ResolvedScene | undefined;
  readonly findings: readonly FindingView[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly textEdit: TextEdit | undefined;
  /** The picture whose part is being chosen: drags move it within its frame, handles move the frame's edges. */
  readonly cropping: string | undefined;
  /** Layers under the hand: painted through this matrix (side space, su) until let go. */
  readonly live: { readonly layers: readonly string[]; readonly matrix: Matrix } | undefined;
  readonly guides: readonly Guide[];
  /** Su of the side. */
  readonly marquee: Box | undefined;
}

export type LayerPatch = Partial<
  Omit<TextLayer, 'type' | 'id' | 'runs' | 'breaks'> &
    Omit<ImageLayer, 'type' | 'id' | 'asset'> &
    Omit<ShapeLayer, 'type' | 'id'>
>;
/** Changes of a whole text's runs. */
export interface TextStylePatch {
  readonly font?: FontRef;
  readonly sizeUm?: number;
  readonly rgb?: string;
  readonly letterSpacingPm?: number;
}
export type OrderMove = 'forward' | 'backward' | 'front' | 'back';
export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'x' | 'y';
export type HandleId = 'move' | 'rotate' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}
export interface PointerInput extends Modifiers {
  /** Su of the side. */
  readonly point: Point;
  /** How many su one CSS pixel covers, for tolerances. */
  readonly suPerPx: number;
}

/**
 * What screens may ask of an editing session. Every edit is a command on the document; what it refuses is
 * told by `onFault` with the code of the fault, and the document stays as it is.
 */
export interface Session {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;

  /** Puts another document in place of this one; history starts anew. */
  replaceDesign(design: Design): void;
  /** The product as another variant has it: substrate, print areas. */
  setProduct(product: ProductGeometry): void;
  setSide(side: string): void;
  select(ids: readonly string[]): void;

  addText(text: string): void;
  /** `name`: what it is called among the layers, where it has a name. */
  addPicture(facts: AssetFacts, name?: string): void;
  /** Edits with one `gesture` in a row become one step of history. `undefined` takes a property away. */
  update(id: string, patch: LayerPatch, gesture?: string): void;
  styleText(id: string, patch: TextStylePatch, gesture?: string): void;
  setText(id: string, text: string, gesture?: string): void;
  replacePicture(id: string, facts: AssetFacts): void;
  remove(ids: readonly string[]): void;
  duplicate(ids: readonly string[]): void;
  reorder(id: string, move: OrderMove): void;
  /** Two or more layers of one side become one. */
  group(ids: readonly string[]): void;
  ungroup(id: string): void;
  /** To the edges of the box around them; a single layer, to those of the side. */
  align(ids: readonly string[], to: Alignment): void;
  /** Three or more: equal gaps between their boxes. */
  distribute(ids: readonly string[], axis: Axis): void;
  undo(): void;
  redo(): void;

  pointerDown(handle: HandleId | { layer: string } | { empty: true }, input: PointerInput): void;
  pointerMove(input: PointerInput): void;
  pointerUp(input: PointerInput): void;
  pointerCancel(): void;
  /** Micrometres; while cropping, the picture within its frame. */
  nudge(dxUm: number, dyUm: number): void;

  startCropping(id: string): void;
  stopCropping(): void;
  /** Stops, and takes back all that was done since cropping began. */
  cancelCropping(): void;
  /** How much larger the picture is than when as much of it shows as can; 1 when nothing is cropped. */
  cropZoom(): number;
  /** Enlarges (above 1) or reduces the picture within its frame, about the middle. */
  zoomCrop(factor: number): void;

  startTyping(layer: string, at?: Point): void;
  stopTyping(): void;
  typeSelection(anchor: number, focus: number): void;
  /** Replaces the UTF-16 range by `text`; the caret stands after it. */
  typeReplace(start: number, end: number, text: string): void;
}

/** The only selected layer, if exactly one is. */
export const onlySelected = (state: SessionState): Layer | undefined =>
  state.selection.length === 1 ? state.design.layers[state.selection[0]!] : undefined;

/** Layers taken away between two documents; a group that was dissolved is not one of them. */
export const removedLayers = (before: Design, after: Design): string[] =>
  Object.values(before.layers).flatMap((layer) => {
    const dissolved = layer.type === 'group' && layer.children.some((child) => after.layers[child]);
    return after.layers[layer.id] || dissolved ? [] : [layer.id];
  });
