import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({
  ...base,
  test: { include: ['tests/golden/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 120_000 },
});
