import { hash } from 'node:crypto';
import { standingsAt } from '../../../src-shared/consent/index.ts';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first } from '../database/query.ts';
import { membersOf, personQuery } from '../directory/service.ts';
import { factsOf, type RecordOnCall, recordsQuery } from './consent-records.ts';
import { consentRecord, type Names } from './consent-view.ts';
import type { ConsentsService } from './consents.ts';
import { type Line, pdfOf } from './document.ts';
import { hidingOf } from './hiding.ts';
import { type Controller, purposeInWords, receiptOf } from './receipt.ts';
import { instantInWords, recordLines } from './receipt-lines.ts';
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
    const records = all(db, recordsQuery({ callId, hiding: hidingOf(actor) }, null, MOST_RECORDS))
      .reverse()
      .map((row) => ({ record: consentRecord(db, row, seen), scriptText: this.#wordsRead(row, shown.by.name) }));
    const vcon = vconOf({ call: shown, staffName: shown.by.name, organisation: controller().name, records });
    this.#tell(actor, 'consent.vcon', callId);
    return json(`call-${callId}.vcon.json`, 'application/vcon+json', vcon);
  }

  async receipt(actor: Actor, recordId: string, format: 'json' | 'pdf'): Promise<Document> {
    const { consents, controller, resourcesFolder } = this.#options;
    const record = consents.one(actor, recordId);
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
    // it goes to the person: their name is written out
    const person = members[0] === undefined ? undefined : first(db, personQuery(members[0]));
    if (person === undefined) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
    const hiding = hidingOf(actor);
    const rows = all(db, recordsQuery({ personIds: members, hiding }, null, MOST_RECORDS));
    const at = now();
    const standings = standingsAt(factsOf(db, { personIds: members, hiding }), at).filter(({ standing }) => standing !== 'none');
    const lines: Line[] = [
      { text: `Consents of ${person.name}`, as: 'title' },
      { text: `${controller().name}, as they stood on ${instantInWords(at)}`, as: 'heading' },
      ...(standings.length === 0 ? [{ text: 'Nothing was ever asked or said.' }] : []),
      ...standings.map(({ purpose, standing, since }) => ({
        text: `${purposeInWords(purpose)}: ${standing}${since === null ? '' : ` since ${instantInWords(since)}`}.`,
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

  /** The words that were read out before an answer; null where the script, with today's names in it, is no longer what was read. */
  #wordsRead({ script_id, script_sha256 }: Pick<RecordOnCall, 'script_id' | 'script_sha256'>, staffName: string): string | null {
    const text = script_id === null ? null : this.#options.scriptText(script_id, staffName);
    return text !== null && hash('sha256', text) === script_sha256 ? text : null;
  }

  #tell(actor: Actor, action: string, subject: string): void {
    this.#options.command(actor, { action, subject, input: {} }, () => {});
  }
}

const json = (name: string, type: string, content: unknown): Document => ({
  name,
  type,
  data: Buffer.from(`${JSON.stringify(content, null, 2)}\n`).toString('base64'),
});
