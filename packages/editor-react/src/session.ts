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
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';

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
  readonly product: ProductGeometry;
  readonly side: string;
  readonly selection: readonly string[];
  readonly resolved: ResolvedScene | undefined;
  readonly findings: readonly FindingView[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly textEdit: TextEdit | undefined;
  /** Layers under the hand: painted through this matrix (side space, su) until let go. */
  readonly live: { readonly layers: readonly string[]; readonly matrix: Matrix } | undefined;
  readonly guides: readonly Guide[];
  /** Su of the side. */
  readonly marquee: Box | undefined;
}

export type LayerPatch = Partial<
  Omit<TextLayer, 'type' | 'id' | 'runs' | 'breaks'> &
    Omit<ImageLayer, 'type' | 'id'> &
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
 * What the screens may ask of an editing session. Edits are refused with the code of the fault, which
 * the session reports through `onFault`.
 */
export interface Session {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;

  /** Puts another document in place of this one; history starts anew. */
  replaceDesign(design: Design): void;
  setSide(side: string): void;
  select(ids: readonly string[]): void;
  addText(text: string): void;
  addImage(facts: AssetFacts): void;
  /** Edits with one `gesture` in a row become one step of history. */
  update(id: string, patch: LayerPatch, gesture?: string): void;
  styleText(id: string, patch: TextStylePatch, gesture?: string): void;
  setText(id: string, text: string, gesture?: string): void;
  replaceImage(id: string, facts: AssetFacts): void;
  remove(ids: readonly string[]): void;
  duplicate(ids: readonly string[]): void;
  reorder(id: string, move: OrderMove): void;
  undo(): void;
  redo(): void;

  pointerDown(handle: HandleId | { layer: string } | { empty: true }, input: PointerInput): void;
  pointerMove(input: PointerInput): void;
  pointerUp(input: PointerInput): void;
  pointerCancel(): void;
  /** Micrometres. */
  nudge(dxUm: number, dyUm: number): void;

  startTyping(layer: string, at?: Point): void;
  stopTyping(): void;
  typeSelection(anchor: number, focus: number): void;
  /** Replaces the UTF-16 range by `text`; the caret stands after it. */
  typeReplace(start: number, end: number, text: string): void;
}

const Context = createContext<Session | undefined>(undefined);
export const SessionProvider = Context;

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** A part of the state; the component renders again only when that part changes (shallowly). */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  const session = useSession();
  const last = useRef<{ state: SessionState; select: unknown; value: T }>(undefined);
  return useSyncExternalStore(session.subscribe, () => {
    const state = session.getState();
    const known = last.current;
    if (known && known.state === state && known.select === select) return known.value;
    const next = select(state);
    const value = known && shallowEqual(known.value, next) ? known.value : next;
    last.current = { state, select, value };
    return value;
  });
}

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.is((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

/** The only selected layer, if exactly one is. */
export const onlySelected = (state: SessionState): Layer | undefined =>
  state.selection.length === 1 ? state.design.layers[state.selection[0]!] : undefined;

export const textOf = (layer: TextLayer): string => layer.runs.map((run) => run.text).join('');
