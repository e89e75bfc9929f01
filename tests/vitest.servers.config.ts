import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What starts whole programs or needs something that `npm ci` does not bring. Each test says which, and fails where it is missing. */
export default defineConfig({
  test: {
    name: 'servers',
    root,
    environment: 'node',
    include: ['tests/servers/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
