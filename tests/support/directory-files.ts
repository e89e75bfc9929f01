import type { ImportKind } from '../../src-shared/contract/imports.ts';
import type { TestDesk } from './desk.ts';

/** A small hosting company as its CRM would export it: a group of three accounts, one beside it, and two entries for one person. */
export const FILES: Readonly<Partial<Record<ImportKind, string>>> = {
  people: `id,name,email,phone,customer number,country,state
P1,Ana Ruiz,ana.ruiz@example.com,+1 415 555 0101,C-501,US,CA
P2,Olga Onwards,olga@example.com,+1 212 555 0102,C-502,US,NY
P3,Sam Saunders,sam@example.com,+44 20 7946 0103,C-503,GB,
P4,María López,maria.lopez@example.com,,C-504,ES,
P5,M. Lopez,maria.lopez@example.com,,C-505,ES,
`,
  accounts: `id,number,name,parent,status
A1,A-1000,Example Group,,active
A2,A-1042,Example Hosting,A-1000,active
A3,A-1043,Example Mail,A-1000,suspended
A4,A-2000,Other Company,,active
`,
  relations: `person,account,kind,permissions,from,until,by,state
P2,A-1000,owner,,2024-02-01,,,active
P3,A-1042,owner,,2025-01-10,,,active
P1,A-1042,authorised_user,tickets,2026-05-03,,Sam Saunders,active
P1,A-1000,authorised_user,invoices,2025-03-01,2026-01-31,Olga Onwards,active
P2,A-1043,billing_contact,,2024-02-01,,,active
P4,A-2000,owner,,2024-06-01,,,disputed
`,
  grants: `account,to account,permissions,from,until,by,state
A-1042,A-1000,invoices,2025-02-01,,Sam Saunders,active
`,
  preferences: `person,scope,channel,value
P1,marketing,email,opted_out
P1,policy_changes,email,opted_in
`,
  invoices: `number,account,issued on,amount,currency,status
I-1,A-1042,2026-08-01,120.50,USD,paid
I-2,A-1042,2026-09-01,99.00,USD,open
`,
};
const ORDER = ['people', 'accounts', 'relations', 'grants', 'preferences', 'invoices'] as const satisfies readonly ImportKind[];

/** Takes the files in through the contract, as whoever is signed in. */
export async function importFiles({ desk }: Pick<TestDesk, 'desk'>, files = FILES): Promise<void> {
  for (const kind of ORDER) {
    const text = files[kind];
    if (text === undefined) continue;
    const bytes = Buffer.from(text);
    const { importId } = await desk.imports.open({ name: `${kind}.csv`, bytes: bytes.length });
    await desk.imports.piece({ importId, offset: 0, data: bytes.toString('base64') });
    const { suggested } = await desk.imports.look({ importId, kind });
    for await (const progress of await desk.imports.apply({ importId, kind, mapping: suggested.mapping }))
      if (progress.done && progress.refused > 0) throw new Error(`${kind}: ${JSON.stringify(progress.problems)}`);
  }
}
