import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Desks that are killed, disks that fail, files that are damaged: whole processes, again and again, so it takes its time. */
export default defineConfig({
  test: {
    name: 'faults',
    root,
    environment: 'node',
    include: ['tests/faults/**/*.test.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
