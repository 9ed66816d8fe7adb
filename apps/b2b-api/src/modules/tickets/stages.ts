import type { Stage } from '@luneo/contracts';
import type { Process } from '@luneo/design';

/** What pieces pass on their way, process by process; the last stage is the end. */
export const STAGES: Readonly<Record<Process, readonly Stage[]>> = {
  dtg: ['queued', 'printed', 'cured', 'packed'],
  dtf: ['queued', 'printed', 'pressed', 'packed'],
  sublimation: ['queued', 'printed', 'pressed', 'packed'],
  uv: ['queued', 'printed', 'packed'],
  screen: ['queued', 'printed', 'cured', 'packed'],
  offset: ['queued', 'printed', 'cut', 'packed'],
  digital: ['queued', 'printed', 'cut', 'packed'],
  engraving: ['queued', 'engraved', 'packed'],
  embroidery: ['queued', 'embroidered', 'trimmed', 'packed'],
  vinyl: ['queued', 'cut', 'pressed', 'packed'],
};
export const FIRST_STAGE: Stage = 'queued';

/** The one stage that may follow; null = all done. */
export function nextStage(process: Process, stage: Stage): Stage | null {
  const stages = STAGES[process];
  const at = stages.indexOf(stage);
  return at === -1 ? null : (stages[at + 1] ?? null);
}
