import { serveInWorker } from '../../src-main/browser/serve-worker.ts';
import { openFakeCore } from './fake-core.ts';

serveInWorker(openFakeCore);
