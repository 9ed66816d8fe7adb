import type { HandleId, PointerInput, Session, SessionState } from '@luneo/editor';
import { type Frame, selectionFrame } from '@luneo/editor';
import type { Point } from '@luneo/geometry';
import { type PointerEvent, type RefObject, useRef } from 'react';
import { useSession } from '../session.ts';
import { cursorFor, deepest, handleAt, insideAny, layerAt } from './hit.ts';
import { allowOf, handlePoints } from './selection.tsx';
import type { ViewControl } from './use-view.ts';
import { panView, pinchView, toSide } from './viewport.ts';

/** Below this many px a press is a tap. */
const TAP = { mouse: 3, touch: 8 } as const;
/** Radius in which a handle is taken hold of, px: 44 px targets for fingers. */
const REACH = { mouse: 12, touch: 22 } as const;
const DOUBLE_TAP_MS = 350;

type Gesture =
  | {
      kind: 'tool';
      start: Point;
      under: string | undefined;
      moved: boolean;
      began: boolean;
      open: () => void;
    }
  | { kind: 'pan'; last: Point }
  | { kind: 'pinch'; from: [Point, Point] }
  | { kind: 'type' };

/** What handles are shown for: the picture being cropped, even within a group, else the selection. */
const held = ({ cropping, selection }: SessionState): readonly string[] =>
  cropping ? [cropping] : selection;

/** Turns pointers on the stage into tools, pan, pinch and typing. */
export function useGestures(
  stage: RefObject<HTMLElement | null>,
  control: ViewControl,
  typing: { place(at: Point, extend: boolean): void },
  spaceHeld: RefObject<boolean>,
) {
  const session = useSession();
  const gesture = useRef<Gesture>(undefined);
  const pointers = useRef(new Map<number, Point>());
  const lastTap = useRef<{ at: number; layer: string | undefined }>({ at: 0, layer: undefined });

  const local = (event: PointerEvent): Point => {
    const box = stage.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const input = (event: PointerEvent): PointerInput => ({
    point: toSide(control.view, local(event)),
    suPerPx: 1 / control.view.scale,
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
  });
  const kindOf = (event: PointerEvent): 'mouse' | 'touch' =>
    event.pointerType === 'mouse' ? 'mouse' : 'touch';

  /** On a small layer the handles must leave room to take hold of the layer itself. */
  const reachOf = (frame: Frame | undefined, kind: 'mouse' | 'touch', within: boolean): number => {
    if (!frame || !within) return REACH[kind];
    const [a, b, c, d] = frame.matrix;
    const sides = [frame.width * Math.hypot(a, b), frame.height * Math.hypot(c, d)];
    return Math.min(REACH[kind], (Math.min(...sides) * control.view.scale) / 4);
  };

  const down = (event: PointerEvent): void => {
    stage.current!.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, local(event));
    if (pointers.current.size === 2) {
      if (gesture.current?.kind === 'tool' && gesture.current.began) session.pointerCancel();
      const [a, b] = [...pointers.current.values()];
      gesture.current = { kind: 'pinch', from: [a!, b!] };
    } else if (event.button === 1 || spaceHeld.current) {
      gesture.current = { kind: 'pan', last: local(event) };
    } else if (event.button === 0) {
      gesture.current = press(event);
    }
  };

  /** What a press takes hold of; nothing changes before it moves, so that a tap can mean another thing. */
  const press = (event: PointerEvent): Gesture => {
    const state = session.getState();
    const at = input(event);
    const slack = event.pointerType === 'mouse' ? 0 : 8 / control.view.scale;
    if (state.textEdit && insideAny(state.design, [state.textEdit.layer], at.point, slack)) {
      typing.place(at.point, event.shiftKey);
      return { kind: 'type' };
    }
    if (state.textEdit) session.stopTyping();
    const frame = selectionFrame(state.design, held(state));
    const grips = frame ? handlePoints(frame, control.view, allowOf(state)) : [];
    const within = insideAny(state.design, held(state), at.point, 0) !== undefined;
    const grip = handleAt(grips, local(event), reachOf(frame, kindOf(event), within));
    if (state.cropping && !grip && !within) session.stopCropping();
    const under = layerAt(state.design, state.side, at.point, slack);
    const hold = grip ? undefined : (insideAny(state.design, held(state), at.point, 0) ?? under);
    const target = grip ? (grip.id as HandleId) : hold ? { layer: hold } : { empty: true as const };
    const open = (): void => session.pointerDown(target, at);
    return {
      kind: 'tool',
      start: local(event),
      under: grip ? state.selection[0] : under,
      moved: false,
      began: false,
      open,
    };
  };

  const move = (event: PointerEvent): void => {
    const at = local(event);
    const current = gesture.current;
    if (!pointers.current.has(event.pointerId)) {
      hover(event);
      return;
    }
    pointers.current.set(event.pointerId, at);
    if (current?.kind === 'pan') {
      const { x, y } = current.last;
      gesture.current = { kind: 'pan', last: at };
      control.change((view) => panView(view, at.x - x, at.y - y));
    } else if (current?.kind === 'pinch' && pointers.current.size === 2) {
      const [a, b] = [...pointers.current.values()];
      const { from } = current;
      gesture.current = { kind: 'pinch', from: [a!, b!] };
      control.change((view, fit) => pinchView(view, from, [a!, b!], fit));
    } else if (current?.kind === 'type') typing.place(input(event).point, true);
    else if (current?.kind === 'tool') {
      const far = Math.hypot(at.x - current.start.x, at.y - current.start.y) > TAP[kindOf(event)];
      if (!current.began && far) {
        current.open();
        current.began = true;
      }
      if (current.began) session.pointerMove(input(event));
    }
  };

  const hover = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const state = session.getState();
    const frame = selectionFrame(state.design, held(state));
    const grip =
      frame && handleAt(handlePoints(frame, control.view, allowOf(state)), local(event), REACH.mouse);
    const point = input(event).point;
    const over = layerAt(state.design, state.side, point, 0);
    stage.current!.style.cursor = spaceHeld.current
      ? 'grab'
      : grip && frame
        ? cursorFor(grip.id, frame)
        : state.textEdit && over === state.textEdit.layer
          ? 'text'
          : over
            ? 'move'
            : 'default';
  };

  const up = (event: PointerEvent): void => {
    const current = gesture.current;
    pointers.current.delete(event.pointerId);
    if (current?.kind === 'pinch' && pointers.current.size > 0) return;
    gesture.current = undefined;
    if (current?.kind !== 'tool') return;
    if (current.began) session.pointerUp(input(event));
    else tap(session, current.under, event, input(event).point);
  };

  const tap = (on: Session, layer: string | undefined, event: PointerEvent, point: Point): void => {
    const again = event.timeStamp - lastTap.current.at < DOUBLE_TAP_MS && lastTap.current.layer === layer;
    lastTap.current = { at: event.timeStamp, layer };
    const state = on.getState();
    const inner = layer && again ? deepest(state.design, layer, point) : undefined;
    const kind = inner && state.design.layers[inner]?.type;
    if (state.cropping && state.cropping === layer) return;
    if (inner && kind === 'text') on.startTyping(inner, point);
    else if (inner && kind === 'image') on.startCropping(inner);
    else if (!layer) on.select([]);
    else if (event.shiftKey) {
      const others = state.selection.filter((id) => id !== layer);
      on.select(others.length < state.selection.length ? others : [...others, layer]);
    } else on.select([layer]);
  };

  const cancel = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId);
    if (gesture.current?.kind === 'tool' && gesture.current.began) session.pointerCancel();
    gesture.current = undefined;
  };

  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel };
}
