import { expect, test } from 'vitest';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { foundedDesk } from '../../support/desk.ts';

// What is invented depends on the day. Such days once drew a request to limit from California, which asks nobody who they are.
test.each(['2026-11-22T17:37:34.321Z', '2027-02-28T23:59:59.000Z'])(
  'the sample queue can be filled at %s',
  async (now) => {
    await using desk = await foundedDesk();
    desk.clock.now = now as Instant;
    expect(await desk.desk.demo.fillQueue()).toEqual({ cases: 200 });
  },
  60_000, // thousands of rows, on a machine that may have other work
);
