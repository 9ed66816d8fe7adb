import { defineConfig } from 'vitest/config';

/** The compiled server (Nest needs decorator metadata) over workspace packages from source, on a real PostgreSQL. */
const conditions = ['@luneo/source', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./kit/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
