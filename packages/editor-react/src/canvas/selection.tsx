import type { SessionState } from '@luneo/editor';
import { type Frame, frameCorners, HANDLES, selectionFrame } from '@luneo/editor';
import { apply, multiply, type Point } from '@luneo/geometry';
import { useSessionState } from '../session.ts';
import { toScreen, type View } from './viewport.ts';

/** Distance of the rotation handle from the frame, px. */
export const ROTATE_REACH = 30;
/** Frames smaller than this on screen get no edge handles, px. */
const EDGE_HANDLES_FROM = 64;
const SLIM = 48;

const frameOf = ({ design, selection, cropping, live }: SessionState): Frame | undefined => {
  const frame = selectionFrame(design, cropping ? [cropping] : selection);
  return frame && live ? { ...frame, matrix: multiply(live.matrix, frame.matrix) } : frame;
};

/** What can be taken hold of, in px: the frame's handles that the locks leave. */
export function handlePoints(frame: Frame, view: View, allow: Allow): { id: string; at: Point }[] {
  const at = (u: number, v: number): Point =>
    toScreen(view, apply(frame.matrix, { x: u * frame.width, y: v * frame.height }));
  const points: { id: string; at: Point }[] = [];
  if (allow.resize) {
    const wide = Math.hypot(at(1, 0).x - at(0, 0).x, at(1, 0).y - at(0, 0).y);
    const tall = Math.hypot(at(0, 1).x - at(0, 0).x, at(0, 1).y - at(0, 0).y);
    for (const { id, u, v } of HANDLES) {
      const roomy = u === 0.5 ? wide >= EDGE_HANDLES_FROM && tall >= SLIM : v !== 0.5 || tall >= SLIM;
      if (roomy && (allow.stretch || id.length === 2)) points.push({ id, at: at(u, v) });
    }
  }
  if (allow.rotate) points.push({ id: 'rotate', at: rotateGrip(frame, view) });
  return points;
}

function rotateGrip(frame: Frame, view: View): Point {
  const top = toScreen(view, apply(frame.matrix, { x: frame.width / 2, y: 0 }));
  const middle = toScreen(view, apply(frame.matrix, { x: frame.width / 2, y: frame.height / 2 }));
  const length = Math.hypot(top.x - middle.x, top.y - middle.y) || 1;
  return {
    x: top.x + ((top.x - middle.x) / length) * ROTATE_REACH,
    y: top.y + ((top.y - middle.y) / length) * ROTATE_REACH,
  };
}

export interface Allow {
  readonly resize: boolean;
  readonly rotate: boolean;
  /** Edges can be pulled apart from corners. */
  readonly stretch: boolean;
}

export function allowOf({ design, selection, cropping }: SessionState): Allow {
  if (cropping) return { resize: true, rotate: false, stretch: true };
  const layers = selection.flatMap((id) => design.layers[id] ?? []);
  return {
    resize: layers.length > 0 && layers.every((layer) => !layer.locks.resize),
    rotate: layers.length > 0 && layers.every((layer) => !layer.locks.rotate),
    stretch: layers.length === 1 && (layers[0]!.type === 'text' || layers[0]!.type === 'shape'),
  };
}

export function SelectionOverlay({ view }: { view: View }) {
  const frame = useSessionState(frameOf);
  const allow = useSessionState(allowOf);
  const typing = useSessionState((state) => state.textEdit !== undefined);
  const moving = useSessionState((state) => state.live !== undefined);
  const cropping = useSessionState((state) => state.cropping !== undefined);
  if (!frame) return null;
  const corners = frameCorners(frame).map((corner) => toScreen(view, corner));
  const points = typing || moving ? [] : handlePoints(frame, view, allow);
  const grip = points.find((point) => point.id === 'rotate');
  const top = { x: (corners[0]!.x + corners[1]!.x) / 2, y: (corners[0]!.y + corners[1]!.y) / 2 };
  return (
    <g
      pointerEvents="none"
      className="lne-selection"
      data-moving={moving || undefined}
      data-cropping={cropping || undefined}
    >
      <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {grip && <line x1={top.x} y1={top.y} x2={grip.at.x} y2={grip.at.y} />}
      {points.map(({ id, at }) =>
        id === 'rotate' ? (
          <circle key={id} cx={at.x} cy={at.y} r={7} />
        ) : (
          <rect key={id} x={at.x - 5} y={at.y - 5} width={10} height={10} rx={id.length === 1 ? 5 : 2} />
        ),
      )}
    </g>
  );
}

/** Lines of what the moving layer snapped to, and the marquee. */
export function GuidesOverlay({ view, width, height }: { view: View; width: number; height: number }) {
  const guides = useSessionState((state) => state.guides);
  const marquee = useSessionState((state) => state.marquee);
  const corner = marquee && toScreen(view, marquee);
  return (
    <g pointerEvents="none">
      {guides.map(({ axis, at }) => {
        const p = toScreen(view, { x: at, y: at });
        return axis === 'x' ? (
          <line key={`x${at}`} className="lne-guide" x1={p.x} x2={p.x} y1={0} y2={height} />
        ) : (
          <line key={`y${at}`} className="lne-guide" y1={p.y} y2={p.y} x1={0} x2={width} />
        );
      })}
      {marquee && corner && (
        <rect
          className="lne-marquee"
          x={corner.x}
          y={corner.y}
          width={marquee.width * view.scale}
          height={marquee.height * view.scale}
        />
      )}
    </g>
  );
}
