import { posix, win32 } from 'node:path';

export const APP_NAME = 'DSR Desk';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Where the desk keeps its data: `DSR_DESK_DATA`, or what the operating system has for it. The same in both hosts, so that a queue begun
 * in one opens in the other.
 */
export function usualDataFolder({ platform, env, home }: Surroundings): string {
  const path = platform === 'win32' ? win32 : posix;
  const chosen = env['DSR_DESK_DATA'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), APP_NAME);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', APP_NAME);
  // The XDG specification: a relative path in the variable is to be ignored.
  const configured = env['XDG_CONFIG_HOME'];
  return path.join(configured !== undefined && path.isAbsolute(configured) ? configured : path.join(home, '.config'), APP_NAME);
}
