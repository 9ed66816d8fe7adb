import { ellipsePath, mapPath, rectPath, type Segment, scale } from '@luneo/geometry';
import { refuse } from '../refusal.ts';
import { parsePathData } from './path-data.ts';
import { parseLength, parseNumbers } from './values.ts';
import type { XmlElement } from './xml.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export const BASIC_SHAPES = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'];
const MAX_SEGMENTS = 20_000;

/** Outline of a drawn element in its own user units; empty when it draws nothing. */
export function outlineOfElement(element: XmlElement, viewport: Viewport): Segment[] {
  const length = (name: string, whole: number, preset = 0): number => lengthOf(element, name, whole, preset);
  const { width: vw, height: vh } = viewport;
  const diagonal = Math.sqrt((vw * vw + vh * vh) / 2);
  switch (element.name) {
    case 'path':
      return pathOf(element);
    case 'rect':
      return rectOf(element, viewport);
    case 'circle': {
      const r = length('r', diagonal);
      return ellipse(length('cx', vw), length('cy', vh), r, r);
    }
    case 'ellipse':
      return ellipse(length('cx', vw), length('cy', vh), length('rx', vw), length('ry', vh));
    case 'line':
      return [
        { op: 'M', x: length('x1', vw), y: length('y1', vh) },
        { op: 'L', x: length('x2', vw), y: length('y2', vh) },
      ];
    default:
      return pointsOf(element);
  }
}

export function lengthOf(element: XmlElement, name: string, whole: number, preset = 0): number {
  const text = element.attrs.get(name);
  if (text === undefined || text === 'auto') return preset;
  return parseLength(text, whole) ?? unreadable(element, name);
}

const unreadable = (element: XmlElement, name: string): never =>
  refuse('svg_value', {
    element: element.name,
    line: element.line,
    detail: `${name}="${(element.attrs.get(name) ?? '').slice(0, 40)}"`,
  });

function pathOf(element: XmlElement): Segment[] {
  const d = element.attrs.get('d') ?? '';
  if (d.trim() === '' || d.trim() === 'none') return [];
  return parsePathData(d, MAX_SEGMENTS) ?? unreadable(element, 'd');
}

function rectOf(element: XmlElement, { width: vw, height: vh }: Viewport): Segment[] {
  const width = lengthOf(element, 'width', vw);
  const height = lengthOf(element, 'height', vh);
  if (width <= 0 || height <= 0) return [];
  const asked = { rx: lengthOf(element, 'rx', vw, -1), ry: lengthOf(element, 'ry', vh, -1) };
  const rx = Math.min(asked.rx < 0 ? Math.max(0, asked.ry) : asked.rx, width / 2);
  const ry = Math.min(asked.ry < 0 ? Math.max(0, asked.rx) : asked.ry, height / 2);
  const box = { x: lengthOf(element, 'x', vw), y: lengthOf(element, 'y', vh), width, height };
  if (rx === 0 || ry === 0) return rectPath(box);
  // corners of unequal radii: round ones, stretched
  const stretch = ry / rx;
  const even = { ...box, y: box.y / stretch, height: height / stretch };
  return mapPath(scale(1, stretch), rectPath(even, rx));
}

const ellipse = (cx: number, cy: number, rx: number, ry: number): Segment[] =>
  rx <= 0 || ry <= 0 ? [] : ellipsePath({ x: cx - rx, y: cy - ry, width: 2 * rx, height: 2 * ry });

function pointsOf(element: XmlElement): Segment[] {
  const n = parseNumbers(element.attrs.get('points') ?? '');
  if (!n || n.length % 2 !== 0 || n.length > 2 * MAX_SEGMENTS) return unreadable(element, 'points');
  const segments: Segment[] = [];
  for (let i = 0; i < n.length; i += 2) segments.push({ op: i === 0 ? 'M' : 'L', x: n[i]!, y: n[i + 1]! });
  if (element.name === 'polygon' && segments.length > 0) segments.push({ op: 'Z' });
  return segments;
}
