import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_LINE_STATE, LINE_MOVES, linesThatMayBecome } from '../production/production.machine.ts';
import { FIRST_ORDER_STATE, type LineState, ORDER_MOVES, orderStateOf } from './orders.machine.ts';

/** States reached from the first one. */
function reachable(moves: Readonly<Record<string, readonly string[]>>, first: string): Set<string> {
  const seen = new Set([first]);
  for (const state of seen) for (const next of moves[state]!) seen.add(next);
  return seen;
}

const LINE_STATES = Object.keys(LINE_MOVES) as LineState[];

describe('state machines', () => {
  it.each([
    ['order', ORDER_MOVES, FIRST_ORDER_STATE],
    ['line', LINE_MOVES, FIRST_LINE_STATE],
  ] as const)('of an %s reach every state and name no other', (_, moves, first) => {
    const states = Object.keys(moves);
    expect([...reachable(moves, first)].sort()).toEqual([...states].sort());
    for (const targets of Object.values<readonly string[]>(moves))
      expect(states).toEqual(expect.arrayContaining([...targets]));
  });

  it('of a line end in done from wherever it stands', () => {
    for (const state of LINE_STATES) expect(reachable(LINE_MOVES, state)).toContain('done');
    expect(linesThatMayBecome('queued')).toEqual(['failed']);
  });

  it('let an order follow any walk of its lines without a forbidden move', () => {
    const walk = fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { maxLength: 40 });
    fc.assert(
      fc.property(walk, (steps) => {
        const lines: LineState[] = ['queued', 'queued', 'queued'];
        let order = FIRST_ORDER_STATE;
        for (const [line, choice] of steps) {
          const targets = LINE_MOVES[lines[line]!];
          if (targets.length === 0) continue;
          lines[line] = targets[choice % targets.length]!;
          const next = orderStateOf(order, lines);
          if (next === order) continue;
          expect(ORDER_MOVES[order], `${order} -> ${next} with ${lines}`).toContain(next);
          order = next;
        }
        const needsPerson = lines.some((state) => state === 'held' || state === 'failed');
        expect(order === 'held').toBe(needsPerson);
        expect(order === 'produced').toBe(lines.every((state) => state === 'done'));
      }),
    );
  });
});
