import type { OptOut, SuppressionEntry } from '../../../src-shared/contract/opt-outs.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { nameOf } from '../cases/rows.ts';
import { maySee, sight } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { matchOf, membersOf } from '../directory/service.ts';
import { sight as directorySight, seesClear } from '../directory/sight.ts';
import type { OptOutRow, SuppressionRecord } from './store.ts';
import type { KeptContact } from './who.ts';

/**
 * An opt-out as this reader may see it. What the caller gave is shown as on a case, what was on file as in the directory: nobody learns
 * from an opt-out what they would have to reveal there.
 */
export function optOutView(db: Connection, actor: Actor, row: OptOutRow, staffName: (staffId: string) => string): OptOut {
  const { masked } = sight(actor);
  const match = row.person_id === null ? null : matchOf(db, actor, row.person_id, []);
  const filed = match !== null && seesClear(db, directorySight(actor), membersOf(db, match.id));
  const contacts = JSON.parse(row.contacts) as KeptContact[];
  return {
    id: row.id,
    scope: row.scope as OptOut['scope'],
    channel: row.channel as OptOut['channel'],
    takenAt: row.taken_at as OptOut['takenAt'],
    by: staffName(row.by_staff),
    person: match === null ? null : { id: match.id, name: match.name },
    givenName: nameOf(row.given_name, masked),
    contacts: contacts.map(({ channel, shown, onFile }) => {
      const hidden = onFile ? !filed : masked;
      return { channel, value: { value: hidden ? mask(shown) : shown, masked: hidden } };
    }),
    case: caseOf(actor, row),
    state: row.state as OptOut['state'],
    stateAt: row.state_at as OptOut['stateAt'],
    dueOn: row.work_by_on as OptOut['dueOn'],
  };
}

function caseOf(actor: Actor, { case_id: id, reference, sealed, billing }: OptOutRow): OptOut['case'] {
  if (id === null || reference === null || sealed === null || billing === null) return null;
  return maySee(actor, { sealed, billing }) ? { id, reference: reference as Reference } : null;
}

/** An entry of the list. Whoever looks through it sees every contact masked; the whole of it is exported, with a reason. */
export function entryView({ id, channel, shown, scope, since, source }: SuppressionRecord): SuppressionEntry {
  const value = { value: mask(shown), masked: true };
  return { id, channel, value, scope, since, source } as SuppressionEntry;
}
