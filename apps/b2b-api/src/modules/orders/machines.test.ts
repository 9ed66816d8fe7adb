import { Approval } from '@luneo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_MACHINE, type JobEvent, type JobState } from '../production/production.machine.ts';
import { APPROVAL_MACHINE } from './approval-machine.ts';
import { LINE_ACTIONS, type LineAction, type LineFacts, lineAllows, lineStateOf } from './line-state.ts';
import { step } from './machine.ts';
import { ORDER_ACTIONS, orderAllows, orderStateOf } from './order-state.ts';

const EVENTS = Object.keys(JOB_MACHINE.events) as JobEvent[];
const JOB_STATES: JobState[] = ['queued', 'running', 'done', 'held', 'failed', 'cancelled'];
const anyFacts = fc.record({ job: fc.constantFrom(...JOB_STATES), held: fc.boolean() });
const anyLines = fc.array(anyFacts, { minLength: 1, maxLength: 6 });
const order = (lines: readonly LineFacts[], held = false) => orderStateOf({ held, unapproved: false, lines });

/** States reached from one. */
function reached(from: JobState): Set<JobState> {
  const seen = new Set([from]);
  for (const state of seen)
    for (const event of EVENTS) {
      const next = step(JOB_MACHINE, state, event);
      if (next !== undefined) seen.add(next);
    }
  return seen;
}

describe('the machine of files', () => {
  it('reaches every state, and from each the line can be made or cancelled', () => {
    expect([...reached(JOB_MACHINE.first)].sort()).toEqual([...JOB_STATES].sort());
    for (const state of JOB_STATES.filter((one) => one !== 'cancelled')) {
      expect(reached(state)).toContain('done');
      expect(reached(state)).toContain('cancelled');
    }
  });

  it('leaves cancelled by nothing', () => {
    for (const event of EVENTS) expect(step(JOB_MACHINE, 'cancelled', event)).toBeUndefined();
  });

  it('ends a run the same however often its end is told, also after a cancellation', () => {
    const noise = fc.shuffledSubarray<JobEvent>(['take', 'finish', 'take', 'finish', 'finish'], {
      minLength: 5,
    });
    fc.assert(
      fc.property(noise, fc.nat(5), (events, at) => {
        const walk = (told: readonly JobEvent[]) =>
          told.reduce<JobState>(
            (state, event) => step(JOB_MACHINE, state, event) ?? state,
            JOB_MACHINE.first,
          );
        expect(['running', 'done']).toContain(walk(events));
        expect(walk([...events, 'finish'])).toBe('done');
        expect(walk(events.toSpliced(at, 0, 'cancel'))).toBe('cancelled');
      }),
    );
  });
});

describe('an approval', () => {
  const { first, events } = APPROVAL_MACHINE;
  const names = Object.keys(events) as (keyof typeof events)[];

  it('reaches every state, and leaves approved and withdrawn for none', () => {
    const all = new Set([first, ...names.map((name) => events[name].to)]);
    expect([...all].sort()).toEqual([...Approval.shape.status.options].sort());
    for (const state of ['approved', 'withdrawn'] as const)
      for (const name of names) expect(step(APPROVAL_MACHINE, state, name)).toBeUndefined();
  });

  it('is what the first answer made of it, however often and late others come', () => {
    const answers = fc.array(fc.constantFrom('approve', 'ask_changes', 'expire'), { minLength: 1 });
    fc.assert(
      fc.property(answers, (given) => {
        const end = given.reduce((state, name) => step(APPROVAL_MACHINE, state, name) ?? state, first);
        expect(end).toBe(events[given[0]!].to);
      }),
    );
  });
});

describe('the state of an order', () => {
  it('does not depend on the order of its lines', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(order(lines.toReversed())).toBe(order(lines));
        expect(order([...lines, { job: 'cancelled', held: false }])).toBe(order(lines));
      }),
    );
  });

  it('says who has to act: a person, the machine, or nobody', () => {
    fc.assert(
      fc.property(anyLines, fc.boolean(), (lines, held) => {
        const states = lines.map(lineStateOf);
        const live = states.filter((state) => state !== 'cancelled');
        const found = order(lines, held);
        expect(found === 'cancelled').toBe(live.length === 0);
        if (live.length === 0) return;
        const person = held || live.some((state) => state === 'held' || state === 'failed');
        expect(found === 'held').toBe(person);
        if (person) return;
        expect(found === 'produced').toBe(live.every((state) => state === 'ready'));
        expect(found === 'received').toBe(live.every((state) => state === 'received'));
      }),
    );
  });

  it('comes back to where it was when a hold ends', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const before = order(lines);
        expect(['held', 'cancelled']).toContain(order(lines, true));
        expect(order(lines, false)).toBe(before);
        expect(orderStateOf({ held: false, unapproved: true, lines })).toBe(order(lines, true));
      }),
    );
  });
});

describe('what people may do', () => {
  it('to a line: nothing once it is cancelled, and always something that goes on before', () => {
    const actions = Object.keys(LINE_ACTIONS) as LineAction[];
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const state = lineStateOf(facts);
        const allowed = actions.filter((action) => lineAllows(action, state));
        if (state === 'cancelled') expect(allowed).toEqual([]);
        else expect(allowed).toEqual(expect.arrayContaining(['cancel', 'hold', 'change_quantity']));
        expect(allowed.includes('release')).toBe(state === 'held');
        expect(allowed.includes('retry')).toBe(state === 'failed');
      }),
    );
  });

  it('to an order: nothing once it is cancelled', () => {
    for (const action of Object.keys(ORDER_ACTIONS) as (keyof typeof ORDER_ACTIONS)[])
      expect(orderAllows(action, 'cancelled')).toBe(false);
  });
});
