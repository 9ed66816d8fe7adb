import { describe, expect, it } from 'vitest';
import { benchTable, type Figure, reached } from './bench.ts';
import { closingLine, countOf, type Report, total } from './suites.ts';

const report = (passed: number, failed: number, pending = 0, brokenFiles = 0): Report => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  testResults: Array.from({ length: brokenFiles }, () => ({ status: 'failed', assertionResults: [] })),
});

describe('counting tests', () => {
  it('adds up suites', () => {
    const sum = total([countOf(report(3, 0), 0), countOf(report(2, 1), 1)]);
    expect(closingLine(sum)).toBe('5 passed, 1 failed');
  });

  it.each([
    ['a file that does not load', report(3, 0, 0, 1), 1],
    ['an error outside the tests', report(3, 0), 1],
    ['no report', undefined, 0],
    ['no tests at all', report(0, 0), 0],
  ])('counts %s as one failure', (_, given, code) => {
    expect(countOf(given, code).failed).toBe(1);
  });

  it('does not count a file twice whose tests failed', () => {
    const given: Report = {
      ...report(1, 1),
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    };
    expect(countOf(given, 1).failed).toBe(1);
  });
});

describe('bench', () => {
  const figure: Figure = { name: 'print PNG', unit: 'ms', ours: 100, baseline: 400, aim: { atMost: 0.25 } };

  it('compares with the aim in its direction', () => {
    expect(reached(figure)).toBe(true);
    expect(reached({ ...figure, ours: 101 })).toBe(false);
    expect(reached({ ...figure, ours: 400, baseline: 100, aim: { atLeast: 4 } })).toBe(true);
  });

  it('shows name, ours, baseline, ratio and aim', () => {
    expect(benchTable([figure]).split('\n')[1]).toMatch(
      /^print PNG +100 ms +400 ms +0\.250 +<= 0\.25 reached$/,
    );
  });
});
