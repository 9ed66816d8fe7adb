import { defineConfig } from 'vitest/config';

const conditions = ['@luneo/source', 'node', 'development|production'];

/** The whole matrix, and some of the faults; `npm run authz-matrix -- --mutate` puts all of them in. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: { include: ['*.test.ts'], testTimeout: 400_000, fileParallelism: false },
});
