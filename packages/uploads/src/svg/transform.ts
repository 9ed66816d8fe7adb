import {
  cosMdeg,
  IDENTITY,
  type Matrix,
  multiply,
  rotateMdeg,
  scale,
  sinMdeg,
  translate,
} from '@luneo/geometry';
import { parseNumbers } from './values.ts';

/** An SVG `transform` list as one matrix; undefined when it cannot be read. */
export function parseTransform(text: string): Matrix | undefined {
  let matrix: Matrix = IDENTITY;
  let rest = text.trim();
  while (rest !== '') {
    const call = /^([A-Za-z]+)\s*\(([^()]*)\)[\s,]*/.exec(rest);
    const numbers = call && parseNumbers(call[2]!);
    const step = numbers && stepOf(call[1]!, numbers);
    if (!step) return undefined;
    matrix = multiply(matrix, step);
    rest = rest.slice(call[0].length);
  }
  return matrix;
}

function stepOf(name: string, n: number[]): Matrix | undefined {
  const [a = 0, b = 0, c = 0] = n;
  switch (`${name}${n.length}`) {
    case 'matrix6':
      return n as unknown as Matrix;
    case 'translate1':
    case 'translate2':
      return translate(a, b);
    case 'scale1':
      return scale(a);
    case 'scale2':
      return scale(a, b);
    case 'rotate1':
      return rotateMdeg(a * 1000);
    case 'rotate3':
      return multiply(multiply(translate(b, c), rotateMdeg(a * 1000)), translate(-b, -c));
    case 'skewX1':
      return [1, 0, tan(a), 1, 0, 0];
    case 'skewY1':
      return [1, tan(a), 0, 1, 0, 0];
    default:
      return undefined;
  }
}

const tan = (degrees: number): number => sinMdeg(degrees * 1000) / cosMdeg(degrees * 1000);

export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function parseViewBox(text: string | undefined): ViewBox | undefined {
  const numbers = text === undefined ? undefined : parseNumbers(text);
  if (numbers?.length !== 4 || !(numbers[2]! > 0) || !(numbers[3]! > 0)) return undefined;
  const [x, y, width, height] = numbers as [number, number, number, number];
  return { x, y, width, height };
}

/** A view box in a viewport at the origin, as `preserveAspectRatio` says; undefined when unreadable. */
export function fitViewBox(
  box: ViewBox,
  { width, height }: { width: number; height: number },
  aspect = 'xMidYMid meet',
): Matrix | undefined {
  if (aspect.trim() === 'none')
    return multiply(scale(width / box.width, height / box.height), translate(-box.x, -box.y));
  const found = /^(?:x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+meet)?$/.exec(aspect.trim());
  if (!found) return undefined;
  const factor = Math.min(width / box.width, height / box.height);
  const share = { Min: 0, Mid: 0.5, Max: 1 };
  const dx = (width - box.width * factor) * share[found[1] as keyof typeof share];
  const dy = (height - box.height * factor) * share[found[2] as keyof typeof share];
  return [factor, 0, 0, factor, dx - box.x * factor, dy - box.y * factor];
}
