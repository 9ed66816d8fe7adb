import { JOBS } from '@luneo/contracts';
import { describe, expect, it } from 'vitest';
import { JobRegistry } from './index.ts';

const handler = <D extends (typeof JOBS)[keyof typeof JOBS]>(definition: D) => ({
  definition,
  run: async () => undefined,
  exhausted: async () => undefined,
});

const TWO = [JOBS.produceLine, JOBS.renderProof];

describe('registry', () => {
  it('refuses to start with a job that has no handler', () => {
    const registry = new JobRegistry().register(handler(JOBS.produceLine));
    expect(() => registry.complete(TWO)).toThrow('no handler for job "design.proof"');
    registry.register(handler(JOBS.renderProof));
    expect(registry.complete(TWO).map(({ definition }) => definition.name)).toEqual([
      'production.line',
      'design.proof',
    ]);
  });

  it('refuses a second handler', () => {
    const registry = new JobRegistry().register(handler(JOBS.produceLine));
    expect(() => registry.register(handler(JOBS.produceLine))).toThrow('has two handlers');
  });
});
