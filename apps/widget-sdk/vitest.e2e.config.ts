import { defineConfig } from 'vitest/config';

const conditions = ['@luneo/source', 'node', 'import', 'default'];

/** Drives the built customizer in Chromium, over the API in memory. `npm run build` first. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions }, noExternal: [/^@luneo\//] },
  test: { include: ['e2e/**/*.e2e.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
