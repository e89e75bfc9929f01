import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FUSES, fuseFaults } from '../../build/fuses.ts';

const config = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8');
const section = (name: string) => config.split(/^(?=\w)/m).find((part) => part.startsWith(`${name}:`)) ?? '';

/** A file with fuses in it, as Electron's binary has them. */
const binary = (wire: string, version = 1) =>
  Buffer.concat([
    Buffer.alloc(1_000, 1),
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([version, wire.length]),
    Buffer.from(wire),
    Buffer.alloc(50),
  ]);

describe('the fuses', () => {
  test('are set in the configuration as they must be, every one', () => {
    const set = [...section('electronFuses').matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']);
    expect(set).toEqual(FUSES);
  });

  test('turn off what would run other code, and turn on what proves that it is ours', () => {
    expect(Object.fromEntries(FUSES)).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });

  test('are read back from what was made', () => {
    expect(fuseFaults(binary('01001100'))).toEqual([]);
    expect(fuseFaults(binary('11001100'))).toEqual(['runAsNode is on and must be off']);
    expect(fuseFaults(binary('01001000'))).toEqual(['onlyLoadAppFromAsar is off and must be on']);
    expect(fuseFaults(binary('r1001100'))).toEqual([]);
    expect(fuseFaults(binary('010011001'))).toEqual([]);
    expect(fuseFaults(binary('0100110011'))).toEqual([expect.stringMatching(/fuse 10 is new/)]);
    expect(fuseFaults(binary('01001100', 2))).toEqual([expect.stringMatching(/version 2/)]);
    expect(fuseFaults(Buffer.alloc(100))).toEqual([expect.stringMatching(/not Electron/)]);
  });
});

describe('an installer', () => {
  test('holds what was built and what the core reads, and not the browser host, the sources or the tests', () => {
    const taken = [...section('files').matchAll(/^ {2}- (?!'!)(\S+)$/gm)].map(([, pattern]) => pattern);
    expect(taken).toEqual(['out/main/**', 'out/renderer/**', 'resources/**']);
    expect(section('files')).toContain("'!**/*.ts'");
  });

  test('never updates itself', () => {
    expect(config).toMatch(/^publish: null$/m);
    const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => /updater/.test(name))).toEqual([]);
  });

  test('compiles nothing on the machine it is made on', () => {
    expect(config).toMatch(/^npmRebuild: false$/m);
    expect(config).toMatch(/^nodeGypRebuild: false$/m);
  });
});
