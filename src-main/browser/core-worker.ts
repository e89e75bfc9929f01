import { openCore } from '../core/index.ts';
import { serveInWorker } from './serve-worker.ts';

serveInWorker(openCore);
