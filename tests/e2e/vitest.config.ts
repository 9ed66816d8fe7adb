import { defineConfig } from 'vitest/config';

/** Browsers against the compiled standalone server; checks of print files use workspace packages from source. */
const conditions = ['@luneo/source', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@luneo/source', 'node'] }, noExternal: [/^@luneo\//] },
  test: {
    testTimeout: 120_000,
    hookTimeout: 90_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['*.test.ts'],
          exclude: ['lifecycle.test.ts'],
          globalSetup: ['./kit/setup.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      // It times starts: nothing of ours may run beside it.
      {
        extends: true,
        test: { name: 'lifecycle', include: ['lifecycle.test.ts'], sequence: { groupOrder: 1 } },
      },
    ],
  },
});
