import { fileURLToPath } from 'node:url';
import { startInBrowser } from '../../build/start-browser.ts';

/** The browser host as a program of its own, as `npm start` runs it, without the build before it: see browser-host.ts. */
const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error('desk-process takes the data folder');
const root = fileURLToPath(new URL('../..', import.meta.url));
await startInBrowser({ root, dataFolder, appVersion: '0.0.0-test', port: 0, open: false });
// A test run that is killed leaves no desk behind: its end of the pipe closes.
process.stdin.on('end', () => process.exit(0));
