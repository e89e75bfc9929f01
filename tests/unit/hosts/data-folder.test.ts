import { describe, expect, test } from 'vitest';
import { usualDataFolder } from '../../../src-main/host/data-folder.ts';

describe('the usual data folder', () => {
  test.each([
    ['linux', {}, '/home/ana', '/home/ana/.config/DSR Desk'],
    ['linux', { XDG_CONFIG_HOME: '/conf' }, '/home/ana', '/conf/DSR Desk'],
    ['linux', { XDG_CONFIG_HOME: 'conf' }, '/home/ana', '/home/ana/.config/DSR Desk'],
    ['darwin', { XDG_CONFIG_HOME: '/conf' }, '/Users/ana', '/Users/ana/Library/Application Support/DSR Desk'],
    ['win32', { APPDATA: 'C:\\Users\\Ana\\AppData\\Roaming' }, 'C:\\Users\\Ana', 'C:\\Users\\Ana\\AppData\\Roaming\\DSR Desk'],
    ['win32', {}, 'C:\\Users\\Ana', 'C:\\Users\\Ana\\AppData\\Roaming\\DSR Desk'],
    ['linux', { DSR_DESK_DATA: '/data/desk' }, '/home/ana', '/data/desk'],
    ['linux', { DSR_DESK_DATA: '' }, '/home/ana', '/home/ana/.config/DSR Desk'],
  ] as const)('on %s with %j', (platform, env, home, folder) => {
    expect(usualDataFolder({ platform, env, home })).toBe(folder);
  });
});
