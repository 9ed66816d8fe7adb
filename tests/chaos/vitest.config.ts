import { defineConfig } from 'vitest/config';

const conditions = ['@luneo/source', 'node', 'development|production'];

/** The short, seeded form; `npm run chaos` is the long one. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: { include: ['*.test.ts'], testTimeout: 400_000, fileParallelism: false },
});
