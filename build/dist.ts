import './node-version.js';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './bundle.ts';
import { fetchRuntime } from './electron-runtime.ts';
import { electronBinaries, fuseFaults } from './fuses.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const TEN_MINUTES_MS = 600_000;

/** Makes the installers of this system, and refuses them if a fuse is not as it must be. */
async function dist(): Promise<void> {
  const runtime = await fetchRuntime(join(root, 'node_modules', 'electron'), TEN_MINUTES_MS);
  if (runtime === undefined) {
    throw new Error(
      "Installers are made from Electron's runtime, which is not here and could not be fetched. Run this where the network lets the package " +
        '"electron" fetch it (`npx install-electron` shows why it cannot), or put it into node_modules/electron/dist.',
    );
  }
  for (const part of ['renderer', 'main'] as const) await ensureBuilt(part);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { status } = spawnSync(process.execPath, [builder, '--config', 'electron-builder.yml', '--publish', 'never'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('electron-builder could not make the installers; its own message is above.');
  const binaries = electronBinaries(join(root, 'dist'));
  if (binaries.length === 0) throw new Error('No app was found in dist/ whose fuses could be read.');
  const faults = binaries.flatMap((file) => fuseFaults(readFileSync(file)).map((fault) => `${file}: ${fault}`));
  if (faults.length > 0) throw new Error(`These installers must not be handed out:\n${faults.join('\n')}`);
  console.log(`Installers are in dist/; the fuses of ${binaries.length} app(s) were read back and are as they must be.`);
}

dist().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
