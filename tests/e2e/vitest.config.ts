import { defineConfig } from 'vitest/config';

/** Browsers against the compiled standalone server; checks of print files use workspace packages from source. */
const conditions = ['@luneo/source', 'module', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./kit/setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
