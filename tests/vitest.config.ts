import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `core` is everything that needs only Node; `e2e` drives one real browser against one real desk and therefore runs file by file, after
 * `core`. Each file gets a process of its own: the tests open encrypted databases, start workers and kill processes.
 */
export default defineConfig({
  test: {
    root,
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'core',
          root,
          environment: 'node',
          include: ['tests/{unit,integration,property,security,architecture,faults,adapters}/**/*.test.ts'],
          setupFiles: ['tests/support/property-seed.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
