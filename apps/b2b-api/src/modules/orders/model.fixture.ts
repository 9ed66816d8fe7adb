import { APPROVAL_MACHINE } from '../approvals/approval.machine.ts';
import { JOB_MACHINE } from '../production/production.machine.ts';
import { WORK_MACHINE, type WorkState } from '../production/work-order.machine.ts';
import { lineAllows } from './actions.ts';
import type { LineFacts } from './line-state.ts';
import { isLive } from './line-state.ts';
import { mayMove, targetsOf } from './machine.ts';

/** A line as it is placed. */
export const PLACED: LineFacts = {
  cancelled: false,
  held: false,
  job: 'queued',
  approval: undefined,
  workOrders: [],
};
const MOST_WORK_ORDERS = 3;

const replaced = (states: readonly WorkState[], at: number, to: WorkState): WorkState[] =>
  states.map((state, index) => (index === at ? to : state));

/** Opens the first work order where files are made and none is there. */
const opened = (line: LineFacts): LineFacts =>
  line.job === 'done' && !line.workOrders.some(isLive)
    ? { ...line, workOrders: [...line.workOrders, 'ready'] }
    : line;

function byWorker(line: LineFacts): LineFacts[] {
  if (line.cancelled) return [];
  const ends = targetsOf(JOB_MACHINE, line.job).filter(
    (to) => to !== 'cancelled' && line.job !== 'held' && line.job !== 'failed',
  );
  return ends.map((job) => opened({ ...line, job }));
}

function byApprover(line: LineFacts): LineFacts[] {
  const sent = lineAllows('send_proof', line) ? [{ ...line, approval: 'sent' as const }] : [];
  if (line.approval === undefined || line.cancelled) return sent;
  return [...sent, ...targetsOf(APPROVAL_MACHINE, line.approval).map((approval) => ({ ...line, approval }))];
}

function released(line: LineFacts): LineFacts {
  const job = line.job === 'held' ? 'done' : line.job;
  const { approval: was } = line;
  const approval = was === 'changes_asked' || was === 'expired' ? 'revoked' : was;
  return opened({ ...line, held: false, job, approval });
}

function byPerson(line: LineFacts): LineFacts[] {
  const next: LineFacts[] = [];
  if (lineAllows('hold', line)) next.push({ ...line, held: true });
  if (lineAllows('release', line)) next.push(released(line));
  if (lineAllows('retry', line)) next.push({ ...line, job: 'queued' });
  const gone = line.workOrders.map((state) => (isLive(state) ? 'cancelled' : state));
  if (lineAllows('change_quantity', line)) next.push(opened({ ...line, workOrders: gone }));
  if (lineAllows('cancel', line)) {
    const job = mayMove(JOB_MACHINE, line.job, 'cancelled') ? 'cancelled' : line.job;
    next.push({ ...line, cancelled: true, job, workOrders: gone });
  }
  return next;
}

function atPress(line: LineFacts): LineFacts[] {
  const { workOrders } = line;
  return workOrders.flatMap((state, at) => {
    const next: LineFacts[] = [];
    if (lineAllows('scan', line))
      for (const to of targetsOf(WORK_MACHINE, state))
        if (to !== 'cancelled' && to !== 'scrapped')
          next.push({ ...line, workOrders: replaced(workOrders, at, to) });
    if (line.cancelled || workOrders.length >= MOST_WORK_ORDERS || !isLive(state)) return next;
    if (state !== 'shipped') next.push({ ...line, workOrders: [...workOrders, state] });
    if (state !== 'ready') {
      const scrapped = state === 'shipped' ? workOrders : replaced(workOrders, at, 'scrapped');
      next.push({ ...line, workOrders: [...scrapped, 'ready'] });
    }
    return next;
  });
}

/** Every state one event may lead to: what workers, shoppers, the brand and the press can do. */
export const nextOf = (line: LineFacts): LineFacts[] => [
  ...byWorker(line),
  ...byApprover(line),
  ...byPerson(line),
  ...atPress(line),
];
