import { defineConfig } from 'vitest/config';

const conditions = ['@luneo/source', 'node', 'development|production'];

/** Attacks on the compiled server, on a real PostgreSQL; addresses of servers are attacked in packages/outbound. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: {
    include: ['*.test.ts', '../../packages/outbound/src/*.test.ts'],
    globalSetup: ['../api/kit/cluster.ts'],
    testTimeout: 90_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
