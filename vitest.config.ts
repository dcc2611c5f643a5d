import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rooms whose tests start hardly a program: they share a worker, which saves its start and the imports for each file. */
const PURE = [
  'action',
  'change-set',
  'commit',
  'configuration',
  'guard',
  'ledger',
  'report',
  'sanitiser',
  'secrets',
  'service',
  'trigger',
].map((room) => `__tests__/${room}/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['__tests__/leftovers.ts'],
    // Most of a test is waiting for git; as many workers as cores would leave a core idle.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'real', include: ['__tests__/**/*.test.ts'], exclude: PURE } },
    ],
    setupFiles: ['__tests__/worker.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
