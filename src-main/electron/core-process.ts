import { openCore } from '../core/index.ts';
import { serveInProcess } from './serve-process.ts';

serveInProcess(process.parentPort, openCore);
