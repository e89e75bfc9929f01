import type { FromCore } from '../host/core-protocol.ts';
import type { LaunchCore } from '../host/keep-core.ts';
import type { ElectronApi, Port } from './api.ts';

const PATIENCE_MS = 3_000;

/** Runs cores in utility processes. `killHard` ends a process that does not heed `kill`. */
export function launchInProcess(
  { utilityProcess }: Pick<ElectronApi, 'utilityProcess'>,
  script: string,
  killHard: (pid: number) => void,
): LaunchCore<Port> {
  return (on) => {
    const child = utilityProcess.fork(script, [], { serviceName: 'DSR Desk core', stdio: 'inherit', execArgv: [] });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.on('message', (message: FromCore) => on.message(message));
    void gone.then(on.gone);
    return {
      send: (message, port) => child.postMessage(message, port === undefined ? [] : [port]),
      async end() {
        const { pid } = child;
        child.kill();
        const timer = setTimeout(() => pid !== undefined && killHard(pid), PATIENCE_MS);
        await gone;
        clearTimeout(timer);
      },
    };
  };
}
