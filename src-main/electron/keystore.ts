import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from './api.ts';

const SECRET_BYTES = 32;

export interface KeystoreOptions {
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  /** Absolute: where the encrypted secret lies. */
  readonly file: string;
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * This computer's secret, from a file that only the operating system's keystore opens; made where there is none. Null where there is no
 * keystore worth the name, or where it does not open the file: the core then asks for the recovery key. The file is never overwritten with
 * another secret, since a keystore that is locked today may be open tomorrow.
 */
export async function readDeviceSecret({ safeStorage, platform, file, randomBytes }: KeystoreOptions): Promise<Uint8Array | null> {
  if (!(await hasKeystore(safeStorage, platform))) return null;
  if (!existsSync(file)) {
    const secret = randomBytes(SECRET_BYTES);
    writeWhole(file, await safeStorage.encryptStringAsync(toText(secret)));
    return secret;
  }
  try {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(readFileSync(file));
    const secret = new Uint8Array(Buffer.from(result, 'base64'));
    if (secret.length !== SECRET_BYTES) throw new Error('the device secret has the wrong length');
    if (shouldReEncrypt) writeWhole(file, await safeStorage.encryptStringAsync(result));
    return secret;
  } catch (error) {
    console.error('The keystore did not open the device secret:', error instanceof Error ? error.message : error);
    return null;
  }
}

/** On Linux without a secret service Electron "encrypts" with a password that stands in its source: that is no keystore. */
async function hasKeystore(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

function toText(secret: Uint8Array): string {
  return Buffer.from(secret).toString('base64');
}

/** All of it or nothing: half a secret would lock everybody of this computer out. */
function writeWhole(file: string, content: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.new`;
  const handle = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
}
