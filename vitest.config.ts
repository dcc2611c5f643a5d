import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    globalSetup: ['__tests__/leftovers.ts'],
    setupFiles: ['__tests__/worker.ts'],
    // Most of a test is waiting for git; one worker fewer than cores, as is the default, would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
