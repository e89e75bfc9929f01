import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the host must know while the queue is locked. Nothing personal, nothing secret. */
export interface HostSettings {
  /** Windows are black in screen sharing and recordings. */
  readonly contentProtection: boolean;
}

const USUAL: HostSettings = { contentProtection: false };

/** The settings in `file`; the usual ones where there is none or it cannot be understood. */
export function readHostSettings(file: string): HostSettings {
  if (!existsSync(file)) return USUAL;
  try {
    const { contentProtection } = JSON.parse(readFileSync(file, 'utf8')) as Partial<HostSettings>;
    // A file that is broken must not be what shows a screen to a meeting.
    return { contentProtection: contentProtection !== false };
  } catch {
    return { contentProtection: true };
  }
}

export function writeHostSettings(file: string, settings: HostSettings): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
}
