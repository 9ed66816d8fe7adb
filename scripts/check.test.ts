import { expect, it } from 'vitest';
import { environmentFaults, sizeFaults, versionFaults } from './check-house.ts';

it('holds the house rules that need no tool', () => {
  expect(versionFaults()).toEqual([]);
  expect(environmentFaults()).toEqual([]);
  expect(sizeFaults()).toEqual([]);
});
