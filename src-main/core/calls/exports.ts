import { standingsAt } from '../../../src-shared/consent/index.ts';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all } from '../database/query.ts';
import { membersOf } from '../directory/service.ts';
import { factsOf, recordsQuery } from './consent-ledger.ts';
import { consentRecord, type Names } from './consent-view.ts';
import type { ConsentsService } from './consents.ts';
import { type Line, pdfOf } from './document.ts';
import { answerInWords, type Controller, purposeInWords, receiptOf } from './receipt.ts';
import { vconOf } from './vcon.ts';

export interface ExportsOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly resourcesFolder: string;
  readonly now: () => Instant;
  readonly names: (actor: Actor) => Names;
  readonly controller: () => Controller;
  readonly consents: ConsentsService;
  /** A script as this member of staff reads it out. */
  readonly scriptText: (scriptId: string, staffName: string) => string | null;
  /** A call that this person may know of. */
  readonly call: (actor: Actor, callId: string) => Call;
}

export interface Document {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** More records than this of one person are not printed: they are asked for case by case. */
const MOST_RECORDS = 1000;

/** What leaves the desk of calls and consents: each time a line on the ledger. */
export class ConsentExports {
  readonly #options: ExportsOptions;

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  vcon(actor: Actor, callId: string): Document {
    const { db, names, controller, call } = this.#options;
    const shown = call(actor, callId);
    const seen = names(actor);
    const records = all(db, recordsQuery({ callId }, null, MOST_RECORDS))
      .reverse()
      .map((row) => ({
        record: consentRecord(db, row, seen),
        scriptText: row.script_id === null ? null : this.#options.scriptText(row.script_id, shown.by.name),
      }));
    const vcon = vconOf({
      call: shown,
      personName: shown.person?.name ?? null,
      staffName: shown.by.name,
      organisation: controller().name,
      records,
    });
    this.#tell(actor, 'consent.vcon', callId);
    return json(`call-${callId}.vcon.json`, 'application/vcon+json', vcon);
  }

  async receipt(actor: Actor, recordId: string, format: 'json' | 'pdf'): Promise<Document> {
    const { consents, controller, resourcesFolder } = this.#options;
    const { record } = consents.one(actor, recordId);
    const receipt = receiptOf(record, controller(), record.person?.id ?? record.callId ?? 'unknown');
    this.#tell(actor, 'consent.receipt', recordId);
    if (format === 'json') return json(`consent-receipt-${recordId}.json`, 'application/json', receipt);
    const lines: Line[] = [
      { text: 'Consent receipt', as: 'title' },
      { text: controller().name, as: 'heading' },
      ...recordLines(record),
      { text: `Receipt ${record.id}, number ${record.position} in the ledger of consents.`, as: 'small' },
      { text: `SHA-256 of the chain at this record: ${record.hash}`, as: 'small' },
    ];
    const data = await pdfOf(resourcesFolder, 'Consent receipt', new Date(record.at), lines);
    return { name: `consent-receipt-${recordId}.pdf`, type: 'application/pdf', data: data.toString('base64') };
  }

  async wholeHistory(actor: Actor, personId: string, format: 'text' | 'pdf'): Promise<Document> {
    const { db, names, controller, resourcesFolder, now } = this.#options;
    const members = membersOf(db, personId);
    const seen = names(actor);
    const person = members[0] === undefined ? null : seen.person(members[0]);
    if (person === null) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
    const rows = all(db, recordsQuery({ personIds: members }, null, MOST_RECORDS)).filter(
      (row) => row.case_id === null || seen.mayKnowCase(row.case_id),
    );
    const at = now();
    const standings = standingsAt(factsOf(db, { personIds: members }), at).filter(({ standing }) => standing !== 'none');
    const lines: Line[] = [
      { text: `Consents of ${person.name}`, as: 'title' },
      { text: `${controller().name}, as they stood on ${day(at)}`, as: 'heading' },
      ...(standings.length === 0 ? [{ text: 'Nothing was ever asked or said.' }] : []),
      ...standings.map(({ purpose, standing, since }) => ({
        text: `${purposeInWords(purpose)}: ${standing}${since === null ? '' : ` since ${day(since)}`}.`,
      })),
      { text: 'Everything that was said, oldest first', as: 'heading' },
      ...rows.reverse().flatMap((row) => recordLines(consentRecord(db, row, seen))),
    ];
    this.#tell(actor, 'consent.history', person.id);
    const name = `consents-${person.id}`;
    if (format === 'text') {
      const text = `${lines
        .map((line) => (line.as === 'title' || line.as === 'heading' ? `\n${line.text}\n` : line.text))
        .join('\n')
        .trim()}\n`;
      return { name: `${name}.txt`, type: 'text/plain', data: Buffer.from(text).toString('base64') };
    }
    const data = await pdfOf(resourcesFolder, `Consents of ${person.name}`, new Date(at), lines);
    return { name: `${name}.pdf`, type: 'application/pdf', data: data.toString('base64') };
  }

  #tell(actor: Actor, action: string, subject: string): void {
    this.#options.command(actor, { action, subject, input: {} }, () => {});
  }
}

function recordLines(record: ConsentRecord): Line[] {
  const how = record.callId === null ? 'in writing' : 'on the telephone';
  return [
    { text: `${day(record.at)}, ${how}, taken by ${record.by}`, as: 'heading' },
    ...record.answers.map(({ purpose, answer }) => ({ text: `${purposeInWords(purpose)}: ${answerInWords(answer)}.` })),
    ...(record.verbatim === '' ? [] : [{ text: `In their words: “${record.verbatim}”` }]),
    ...(record.expiresAt === null ? [] : [{ text: `Holds until ${day(record.expiresAt)}.` }]),
    ...(record.script === null
      ? []
      : [
          {
            text: `Script version ${record.script.version} (${record.script.language}), SHA-256 ${record.script.sha256}`,
            as: 'small' as const,
          },
        ]),
    ...(record.rule === null ? [] : [{ text: `Rule of ${record.rule.place}: ${record.rule.citation}`, as: 'small' as const }]),
  ];
}

/** `2026-03-04 15:20 UTC`: one way for every reader. */
const day = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const json = (name: string, type: string, content: unknown): Document => ({
  name,
  type,
  data: Buffer.from(`${JSON.stringify(content, null, 2)}\n`).toString('base64'),
});
