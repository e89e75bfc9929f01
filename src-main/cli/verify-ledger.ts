import path from 'node:path';
import { DeskError } from '../../src-shared/errors.ts';
import { may } from '../../src-shared/vocabulary/permissions.ts';
import { verifyConsents } from '../core/calls/consent-ledger.ts';
import { type Connection, openDatabase } from '../core/database/open.ts';
import { QUEUE_FILE } from '../core/desk.ts';
import { devices, verify } from '../core/ledger/ledger.ts';
import { deskFolder } from '../core/session/found.ts';
import { rolesOf, StaffDirectory } from '../core/staff/directory.ts';
import { Vault } from '../core/vault/vault.ts';
import { realWorld } from '../core/world.ts';
import type { Terminal } from './terminal.ts';
import { type Command, readOptions, wordOf } from './usage.ts';

export const verifyLedger: Command = {
  help: `dsr-desk verify-ledger --data DIR

Opens the desk in DIR without changing its queue and walks the ledger from its first entry: every entry must follow on the one before it. So it
does with the records of consents. Asks for the name and the passphrase of a manager or an administrator; a script gives them as
DSR_DESK_NAME and DSR_DESK_PASSPHRASE. A desk whose key hangs on the keystore of its computer is checked in the desk itself.

Ends with 0 where both hold, with 1 and the number of the first bad entry where one does not.`,
  run: async (args, terminal) => {
    const folder = deskFolder(path.resolve(wordOf(readOptions(args, { data: 'value' }).data, 'data')));
    const vault = Vault.load({ folder, deviceSecret: null, world: realWorld });
    const { name, passphrase } = await whoAsks(terminal);
    const { key, slotId } = await vault.signIn(name, passphrase);
    let db: Connection;
    try {
      db = openDatabase(path.join(folder, QUEUE_FILE), key, { readonly: true });
    } finally {
      key.fill(0);
    }
    try {
      requireReader(db, slotId);
      return walk(db, terminal);
    } finally {
      db.close();
    }
  },
};

async function whoAsks({ env, ask }: Terminal): Promise<{ name: string; passphrase: string }> {
  const name = env['DSR_DESK_NAME'] ?? (await ask('Name: ', false));
  const passphrase = env['DSR_DESK_PASSPHRASE'] ?? (await ask('Passphrase: ', true));
  if (name === null || passphrase === null) {
    throw new DeskError(
      'invalid',
      'Name and passphrase are needed. Call this from a terminal, or set DSR_DESK_NAME and DSR_DESK_PASSPHRASE for a script.',
    );
  }
  return { name, passphrase };
}

/** The same rule as in the desk: the ledger is not everybody's to read. */
function requireReader(db: Connection, slotId: string): void {
  const record = new StaffDirectory(db).bySlot(slotId);
  if (record && may(rolesOf(record), 'ledger.read')) return;
  throw new DeskError('forbidden', 'Your role does not allow this. Ask a manager or an administrator to check the ledger.');
}

/** Checks the chain of each desk that is in the queue, then the chain of consents. */
function walk(db: Connection, { out, progress }: Terminal): number {
  let code = 0;
  for (const device of devices(db)) {
    const { entries, badSeq } = verify(db, device, (done) => progress(`${done.toLocaleString('en')} entries …`));
    progress('');
    if (badSeq === null) out(`The ledger of desk ${device} holds: ${entries} entries, none of them changed.`);
    else {
      out(`The ledger of desk ${device} does not hold: entry ${badSeq} does not follow on the ${entries} entries before it.`);
      code = 1;
    }
  }
  const { records, badPosition } = verifyConsents(db);
  if (badPosition === null) out(`The chain of consents holds: ${records} records, none of them changed.`);
  else {
    out(`The chain of consents does not hold: record ${badPosition} does not follow on the ${records} records before it.`);
    code = 1;
  }
  return code;
}
