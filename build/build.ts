import './node-version.js';
import { ensureBuilt } from './bundle.ts';

for (const part of ['renderer', 'main'] as const) {
  const startedAt = performance.now();
  const outcome = await ensureBuilt(part);
  console.log(`out/${part}: ${outcome} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
