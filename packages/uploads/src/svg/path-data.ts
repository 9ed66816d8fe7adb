import type { Point, Segment } from '@luneo/geometry';
import { arcToCubics } from './arc.ts';

const NUMBER = /[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const FLAG = /[\s,]*([01])/y;
const LETTER = /[\s,]*([MmZzLlHhVvCcSsQqTtAa])/y;
const COUNT: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

/** SVG path data as absolute M L C Z. Undefined when it does not follow the grammar or grows too long. */
export function parsePathData(d: string, maxSegments: number): Segment[] | undefined {
  const reader = new Reader(d);
  const pen = new Pen();
  while (!reader.done()) {
    const letter = reader.take(LETTER);
    if (letter === undefined || (pen.out.length === 0 && letter.toUpperCase() !== 'M')) return undefined;
    let step = letter;
    do {
      const numbers = reader.numbers(step.toUpperCase());
      if (!numbers) return undefined;
      pen.draw(step, numbers);
      if (pen.out.length > maxSegments) return undefined;
      // further pairs after a moveto are linetos
      if (step === 'M') step = 'L';
      if (step === 'm') step = 'l';
    } while (step.toUpperCase() !== 'Z' && reader.hasNumber());
  }
  return pen.out;
}

class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at = pattern.lastIndex;
    return found[1];
  }

  hasNumber(): boolean {
    NUMBER.lastIndex = this.at;
    return NUMBER.test(this.text);
  }

  done(): boolean {
    return /^[\s,]*$/.test(this.text.slice(this.at, this.at + 64)) && this.text.slice(this.at).trim() === '';
  }

  /** The operands of one step; an arc's flags may stand without blanks. */
  numbers(letter: string): number[] | undefined {
    const values: number[] = [];
    for (let i = 0; i < COUNT[letter]!; i++) {
      const text = this.take(letter === 'A' && (i === 3 || i === 4) ? FLAG : NUMBER);
      const value = Number(text);
      if (text === undefined || !(Math.abs(value) < 1e9)) return undefined;
      values.push(value);
    }
    return values;
  }
}

class Pen {
  readonly out: Segment[] = [];
  private at: Point = { x: 0, y: 0 };
  private start: Point = { x: 0, y: 0 };
  /** Last control point of a cubic or quadratic, for the smooth forms. */
  private cubic: Point | undefined;
  private quadratic: Point | undefined;

  draw(letter: string, n: readonly number[]): void {
    const origin = letter === letter.toLowerCase() ? this.at : { x: 0, y: 0 };
    const p = (i: number): Point => ({ x: origin.x + n[i]!, y: origin.y + n[i + 1]! });
    const mirrored = (control: Point | undefined): Point =>
      control ? { x: 2 * this.at.x - control.x, y: 2 * this.at.y - control.y } : this.at;
    const steps: Readonly<Record<string, () => void>> = {
      M: () => this.move(p(0)),
      L: () => this.line(p(0)),
      H: () => this.line({ x: origin.x + n[0]!, y: this.at.y }),
      V: () => this.line({ x: this.at.x, y: origin.y + n[0]! }),
      C: () => this.curve(p(0), p(2), p(4)),
      S: () => this.curve(mirrored(this.cubic), p(0), p(2)),
      Q: () => this.bend(p(0), p(2)),
      T: () => this.bend(mirrored(this.quadratic), p(0)),
      A: () => this.arc(n, p(5)),
      Z: () => this.close(),
    };
    steps[letter.toUpperCase()]!();
  }

  private move(to: Point): void {
    this.out.push({ op: 'M', ...to });
    this.start = to;
    this.goTo(to);
  }

  private line(to: Point): void {
    this.reopen();
    this.out.push({ op: 'L', ...to });
    this.goTo(to);
  }

  private curve(one: Point, two: Point, to: Point): void {
    this.reopen();
    this.out.push({ op: 'C', x1: one.x, y1: one.y, x2: two.x, y2: two.y, x: to.x, y: to.y });
    this.goTo(to);
    this.cubic = two;
  }

  private bend(control: Point, to: Point): void {
    const towards = (from: Point): Point => ({
      x: from.x + (2 / 3) * (control.x - from.x),
      y: from.y + (2 / 3) * (control.y - from.y),
    });
    this.curve(towards(this.at), towards(to), to);
    this.cubic = undefined;
    this.quadratic = control;
  }

  private arc(n: readonly number[], to: Point): void {
    const [rx, ry, turnDeg, large, sweep] = n as [number, number, number, number, number];
    const curves = arcToCubics(this.at, to, {
      rx,
      ry,
      turnMdeg: turnDeg * 1000,
      large: large === 1,
      sweep: sweep === 1,
    });
    if (!curves) {
      this.line(to);
      return;
    }
    for (const [one, two, end] of curves) this.curve(one, two, end);
    this.cubic = undefined;
  }

  private close(): void {
    this.out.push({ op: 'Z' });
    this.goTo(this.start);
  }

  /** After a close the next step begins a subpath at the same point; painters are told so. */
  private reopen(): void {
    if (this.out.at(-1)?.op === 'Z') this.out.push({ op: 'M', ...this.start });
  }

  private goTo(to: Point): void {
    this.at = to;
    this.cubic = undefined;
    this.quadratic = undefined;
  }
}
