import { NONE } from '../program.ts';
import type { Component } from './problem.ts';

/** The axes a component is looked through by: rows of its variants, then every option that is free of them. */
interface Axis {
  readonly length: number;
  write(choice: Int32Array, at: number): void;
}

function axesOf({ options, table }: Component): Axis[] {
  const inTable = new Set(table?.columns);
  const free = options.flatMap(({ values, optional }, place): Axis[] => {
    if (inTable.has(place)) return [];
    const first = optional ? NONE : 0;
    return [
      {
        length: values.length - first,
        write(choice, at) {
          choice[place] = first + at;
        },
      },
    ];
  });
  if (table === undefined) return free;
  const write = (choice: Int32Array, at: number): void => {
    for (const [k, place] of table.columns.entries()) choice[place] = table.rows[at]![k]!;
  };
  return [{ length: table.rows.length, write }, ...free];
}

/** How many choices there are; beyond 2^53 only roughly. */
export const combinations = (component: Component): number =>
  axesOf(component).reduce((product, { length }) => product * length, 1);

/** Choices looked at between two pauses: some hundredths of a second. */
const BREATH = 10_000;

/** Calls `visit` with every choice; the array is the same one each time. Yields now and then. */
export function* eachChoice(component: Component, visit: (choice: Int32Array) => void): Generator<void> {
  const axes = axesOf(component);
  if (axes.some(({ length }) => length === 0)) return;
  const choice = new Int32Array(component.options.length);
  const at = axes.map((axis) => {
    axis.write(choice, 0);
    return 0;
  });
  for (let count = 1; ; count++) {
    visit(choice);
    if (count % BREATH === 0) yield;
    let place = axes.length - 1;
    while (place >= 0 && at[place] === axes[place]!.length - 1) {
      at[place] = 0;
      axes[place]!.write(choice, 0);
      place--;
    }
    if (place < 0) return;
    at[place]! += 1;
    axes[place]!.write(choice, at[place]!);
  }
}

/** Calls `visit` with `count` choices spread over all of them; the same ones every time. */
export function* someChoices(
  component: Component,
  count: number,
  visit: (choice: Int32Array) => void,
): Generator<void> {
  const axes = axesOf(component);
  if (axes.some(({ length }) => length === 0)) return;
  const choice = new Int32Array(component.options.length);
  // xorshift32, seeded by a constant: a proof is a function of what it is asked.
  let state = 0x9e3779b9;
  const below = (length: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % length;
  };
  for (let i = 0; i < count; i++) {
    for (const axis of axes) axis.write(choice, below(axis.length));
    visit(choice);
    if (i % BREATH === BREATH - 1) yield;
  }
}
