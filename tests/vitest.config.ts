import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `core` is everything that needs only Node; `e2e` drives a real browser against a real desk in each file, after
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
          include: ['tests/{unit,integration,property,security,architecture,adapters}/**/*.test.ts'],
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
