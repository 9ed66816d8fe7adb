import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../api/kit/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'patterns.test.ts', worker: false });
});
afterAll(() => server?.stop());

/** Strings on which patterns that try again and again take for ever. */
const evil = (length: number): string[] => [
  'a'.repeat(length),
  `${'a'.repeat(length)}!`,
  `${'0'.repeat(length)}!`,
  `${'-'.repeat(length)}!`,
  `${'a-'.repeat(length / 2)}!`,
  `${'a.'.repeat(length / 2)}@`,
  `${' '.repeat(length)}x`,
  `a@${'a.'.repeat(length / 2)}`,
  `https://${'a'.repeat(length)}!`,
  `#${'f'.repeat(length)}`,
  `${'a/'.repeat(length / 2)}\0`,
];
const LENGTH = 20_000;
const LONGEST_MS = 50;

function* patternsOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'pattern' && typeof inner === 'string') yield inner;
    else yield* patternsOf(inner);
  }
}

it('no pattern of the contract takes long on any text', async () => {
  const document = await (await server.call('/v1/openapi.json')).json();
  const patterns = [...new Set(patternsOf(document))];
  expect(patterns.length).toBeGreaterThan(20);
  const slow = patterns.filter((pattern) => {
    const compiled = new RegExp(pattern, 'u');
    return evil(LENGTH).some((text) => {
      const began = performance.now();
      compiled.test(text);
      return performance.now() - began > LONGEST_MS;
    });
  });
  expect(slow).toEqual([]);
});
