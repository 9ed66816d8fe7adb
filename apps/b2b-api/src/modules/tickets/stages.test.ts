import { Stage } from '@luneo/contracts';
import { Process } from '@luneo/design';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_STAGE, nextStage, STAGES } from './stages.ts';

const process = fc.constantFrom(...Process.options);
const stage = fc.constantFrom(...Stage.options);

describe('stages', () => {
  it('lead from queued to packed, each once', () => {
    for (const each of Process.options) {
      const passed = [FIRST_STAGE];
      for (let at = nextStage(each, FIRST_STAGE); at !== null; at = nextStage(each, at)) passed.push(at);
      expect(passed).toEqual(STAGES[each]);
      expect(new Set(passed).size).toBe(passed.length);
      expect(passed.at(-1)).toBe('packed');
    }
  });

  it('never lead back, whatever is scanned in whatever order', () =>
    fc.assert(
      fc.property(process, fc.array(stage, { maxLength: 30 }), (each, scans) => {
        let at = FIRST_STAGE;
        for (const scanned of scans) {
          if (scanned !== nextStage(each, at)) continue;
          expect(STAGES[each].indexOf(scanned)).toBe(STAGES[each].indexOf(at) + 1);
          at = scanned;
        }
        expect(nextStage(each, 'packed')).toBeNull();
      }),
    ));
});
