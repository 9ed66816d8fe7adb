import { LineStatus, OrderStatus, ProductionStatus } from '@luneo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_MACHINE, type JobEvent, type JobState } from '../production/production.machine.ts';
import { type LineFacts, lineAllows, lineStateOf } from './line-state.ts';
import { step } from './machine.ts';
import { type OrderFacts, orderAllows, orderStateOf } from './order-state.ts';

const JOB_STATES = ProductionStatus.options;
const JOB_EVENTS = Object.keys(JOB_MACHINE.events) as JobEvent[];
const after = (state: JobState, event: JobEvent): JobState => step(JOB_MACHINE, state, event) ?? state;
const nextOf = (state: JobState): JobState[] => JOB_EVENTS.map((event) => after(state, event));

/** States reached from one of them. */
function reachable(first: JobState): Set<JobState> {
  const seen = new Set([first]);
  for (const state of seen) for (const next of nextOf(state)) seen.add(next);
  return seen;
}

const facts: fc.Arbitrary<LineFacts> = fc.record({ job: fc.constantFrom(...JOB_STATES), held: fc.boolean() });
const order: fc.Arbitrary<OrderFacts> = fc.record({
  held: fc.boolean(),
  lines: fc.array(facts, { minLength: 1, maxLength: 5 }),
});

describe('a production job', () => {
  it('reaches every state, and leaves cancelled for none', () => {
    expect([...reachable(JOB_MACHINE.first)].sort()).toEqual([...JOB_STATES].sort());
    expect([...reachable('cancelled')]).toEqual(['cancelled']);
    expect(nextOf('done').filter((state) => state !== 'done')).toEqual(['cancelled']);
  });

  it('ends done or cancelled from wherever it stands', () => {
    for (const state of JOB_STATES) expect(reachable(state)).toContain('cancelled');
    for (const state of JOB_STATES.filter((name) => name !== 'cancelled'))
      expect(reachable(state)).toContain('done');
  });

  it('stands where it stood when a command comes again at once', () => {
    for (const state of JOB_STATES)
      for (const event of JOB_EVENTS) {
        const once = after(state, event);
        expect(after(once, event), `${state}, ${event} twice`).toBe(once);
      }
  });

  it('ends the same however often and however late it is delivered, and cancelled if ever it was', () => {
    const outcome = fc.constantFrom<JobEvent>('finish', 'hold', 'fail');
    const schedule = fc.array(fc.nat(3), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(outcome, schedule, fc.boolean(), (end, turns, cancelled) => {
        // Three deliveries of one entry of the queue, each to take the job and, where it could, to end it.
        const runs = [0, 1, 2].map((): JobEvent[] => ['take', end]);
        let state: JobState = JOB_MACHINE.first;
        let cancels = 0;
        const turn = (run: number) => {
          const event = runs[run]?.shift();
          if (event === undefined) return;
          if (event === 'take' && step(JOB_MACHINE, state, 'take') === undefined) runs[run] = [];
          state = after(state, event);
        };
        for (const which of turns) {
          if (which < 3) turn(which);
          else if (cancelled) {
            state = after(state, 'cancel');
            cancels += 1;
          }
        }
        for (const run of [0, 1, 2, 0, 1, 2]) turn(run);
        expect(state).toBe(cancels > 0 ? 'cancelled' : JOB_MACHINE.events[end].to);
      }),
    );
  });
});

describe('a line', () => {
  it('has every state for some job, and cancelled only by its job', () => {
    const all = JOB_STATES.flatMap((job) => [true, false].map((held) => lineStateOf({ job, held })));
    expect([...new Set(all)].sort()).toEqual([...LineStatus.options].sort());
    fc.assert(
      fc.property(facts, (line) => {
        expect(lineStateOf(line) === 'cancelled').toBe(line.job === 'cancelled');
      }),
    );
  });

  it('allows nothing once it is cancelled', () => {
    const actions = ['hold', 'release', 'retry', 'cancel', 'change_quantity'] as const;
    for (const action of actions) expect(lineAllows(action, 'cancelled')).toBe(false);
  });

  it('is released or retried exactly where that leads on', () => {
    fc.assert(
      fc.property(facts, ({ job, held }) => {
        const state = lineStateOf({ job, held });
        if (lineAllows('retry', state)) expect(step(JOB_MACHINE, job, 'retry')).toBe('queued');
        if (lineAllows('release', state) && !held) expect(step(JOB_MACHINE, job, 'release')).toBe('done');
        if (lineAllows('cancel', state)) expect(step(JOB_MACHINE, job, 'cancel')).toBe('cancelled');
      }),
    );
  });
});

describe('an order', () => {
  it('reaches every state', () => {
    const seen = new Set(fc.sample(order, 2_000).map(orderStateOf));
    expect([...seen].sort()).toEqual([...OrderStatus.options].sort());
  });

  it('follows from its lines: in which order they stand changes nothing, nor do cancelled ones', () => {
    fc.assert(
      fc.property(order, fc.nat(10), (one, turn) => {
        const { lines } = one;
        const at = turn % lines.length;
        const state = orderStateOf(one);
        const turned = [...lines.slice(at), ...lines.slice(0, at)];
        expect(orderStateOf({ ...one, lines: turned })).toBe(state);
        expect(orderStateOf({ ...one, lines: [...lines, { job: 'cancelled', held: true }] })).toBe(state);
      }),
    );
  });

  it('is produced, held or cancelled for the reason it says', () => {
    fc.assert(
      fc.property(order, (one) => {
        const live = one.lines.map(lineStateOf).filter((state) => state !== 'cancelled');
        const stuck = one.held || live.includes('held') || live.includes('failed');
        const state = orderStateOf(one);
        expect(state === 'cancelled').toBe(live.length === 0);
        expect(state === 'held').toBe(live.length > 0 && stuck);
        expect(state === 'produced').toBe(
          live.length > 0 && !stuck && live.every((line) => line === 'ready'),
        );
      }),
    );
  });

  it('stays cancelled whatever comes then', () => {
    const command = fc.tuple(fc.nat(4), fc.constantFrom(...JOB_EVENTS));
    fc.assert(
      fc.property(order, fc.array(command, { maxLength: 30 }), ({ held, lines }, commands) => {
        const now = lines.map((line) => ({ ...line, job: after(line.job, 'cancel') }));
        for (const [which, event] of commands) {
          const at = which % now.length;
          now[at] = { ...now[at]!, job: after(now[at]!.job, event) };
        }
        expect(orderStateOf({ held, lines: now })).toBe('cancelled');
      }),
    );
    for (const action of ['update', 'hold', 'release', 'cancel'] as const)
      expect(orderAllows(action, 'cancelled')).toBe(false);
  });

  it('ends the same by commands to several lines in whichever order they come', () => {
    const walk = fc.array(fc.constantFrom(...JOB_EVENTS), { maxLength: 8 });
    fc.assert(
      fc.property(fc.tuple(walk, walk, walk), fc.array(fc.nat(2), { maxLength: 40 }), (walks, turns) => {
        const apart = walks.map((events) => events.reduce(after, JOB_MACHINE.first));
        const queues = walks.map((events) => [...events]);
        const mixed: JobState[] = walks.map(() => JOB_MACHINE.first);
        const take = (at: number) => {
          const event = queues[at]!.shift();
          if (event !== undefined) mixed[at] = after(mixed[at]!, event);
        };
        turns.forEach(take);
        for (const at of [0, 1, 2]) while (queues[at]!.length > 0) take(at);
        const stateOf = (jobs: JobState[]) =>
          orderStateOf({ held: false, lines: jobs.map((job) => ({ job, held: false })) });
        expect(stateOf(mixed)).toBe(stateOf(apart));
      }),
    );
  });
});
