import { workerData } from 'node:worker_threads';
import { serveInWorker } from '../../src-main/browser/serve-worker.ts';
import { openCore } from '../../src-main/core/index.ts';
import { instantOf } from '../../src-shared/vocabulary/dates.ts';

/** The real core on another day: its clock runs, as many milliseconds ahead or behind as desk-at.ts says. */
const ahead: unknown = workerData;
if (typeof ahead !== 'number') throw new Error('core-at is started by desk-at');
serveInWorker((options) => openCore({ ...options, world: { ...options.world, now: () => instantOf(Date.now() + ahead) } }));
