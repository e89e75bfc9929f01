import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { codeOf, refusalOf, type TestDesk } from '../../support/desk.ts';
import { deskWithMara, HOUR, later, MARA } from '../../support/on-file.ts';
import { textOfPdf } from '../../support/pdf-text.ts';
import { ledgerOf } from '../../support/work.ts';
import { askToRecord, callOn, closed, NOWHERE, said } from './on-call.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/consent');
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const schema = (name: string) => ajv.compile(JSON.parse(readFileSync(path.join(FIXTURES, `${name}.schema.json`), 'utf8')));
const [fitsVcon, fitsReceipt] = [schema('vcon'), schema('receipt')];

const bytesOf = ({ data }: { readonly data: string }) => Buffer.from(data, 'base64');
const jsonOf = (document: { readonly data: string }) => JSON.parse(bytesOf(document).toString());

interface Vcon {
  readonly parties: readonly { readonly tel?: string; readonly name?: string }[];
  readonly dialog: readonly {
    readonly type: string;
    readonly body?: string;
    readonly parties: readonly number[];
    readonly originator: number;
  }[];
  readonly attachments: readonly {
    readonly party: number;
    readonly dialog: number;
    readonly body: Record<string, unknown> & { party: number; dialog: number };
  }[];
}

async function vconOf(desk: TestDesk, callId: string): Promise<Vcon> {
  const vcon = jsonOf(await desk.desk.consents.vcon({ callId })) as Vcon;
  expect(fitsVcon(vcon), JSON.stringify(fitsVcon.errors)).toBe(true);
  // what a schema cannot say: every place names something that is there
  for (const { parties, originator } of vcon.dialog)
    for (const place of [...parties, originator]) expect(vcon.parties[place]).toBeDefined();
  for (const { party, dialog, body } of vcon.attachments) {
    for (const place of [party, body.party]) expect(vcon.parties[place]).toBeDefined();
    for (const place of [dialog, body.dialog]) expect(vcon.dialog[place]).toBeDefined();
  }
  return vcon;
}

/** Everything a call can hold: recorded, with grants, a refusal and a withdrawal. */
async function fullCall(desk: TestDesk & { personId: string }) {
  const call = await callOn(desk, { personId: desk.personId });
  await desk.desk.calls.save({ callId: call.id, seq: 2, country: 'US', region: 'CA', placeSource: 'said' });
  await askToRecord(desk, call.id, 'granted', ['quality', 'training']);
  later(desk, 1000);
  await said(desk, call.id, { marketing_email: 'granted', marketing_sms: 'refused', third_party_sharing: 'granted' });
  later(desk, 1000);
  await desk.desk.calls.attachRecording({ callId: call.id, system: 'pbx', externalId: 'rec/1.wav', sha256: 'ab'.repeat(32) });
  await said(desk, call.id, { marketing_email: 'withdrawn' });
  return closed(desk, call);
}

describe('a vCon', () => {
  test('holds who spoke, what was read and answered, and where the recording lies', async () => {
    await using desk = await deskWithMara();
    const call = await fullCall(desk);
    const vcon = await vconOf(desk, call.id);
    expect(vcon.parties).toMatchObject([
      { tel: 'tel:+12025550142', name: MARA.name, civicaddress: { country: 'US', a1: 'CA' } },
      { name: 'Ana Prieto', org: 'Example Hosting' },
    ]);
    expect(vcon.dialog.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'text', 'recording']);
    expect(vcon.dialog[1]!.body).toContain('May I record it?');
    expect(vcon.dialog[1]!.body).toContain('quality: granted');
    expect(vcon.dialog[4]).toMatchObject({ application: 'pbx', filename: 'rec/1.wav', content_hash: expect.stringMatching(/^sha256-/) });
    expect(vcon.attachments.map(({ body }) => body['consents'])).toMatchObject([
      [
        { purpose: 'quality', status: 'granted', value: true },
        { purpose: 'training', status: 'granted', value: true },
      ],
      [{ status: 'granted' }, { status: 'denied', value: false }, { status: 'granted' }],
      [{ purpose: 'marketing_email', status: 'revoked', value: false }],
    ]);
    expect(vcon.attachments[2]!.body).toMatchObject({ revocation: true, supersedes: expect.any(String) });
  });

  test('of a call on which nothing was asked or recorded, or nobody is known, is one too', async () => {
    await using desk = await deskWithMara();
    const { id } = await desk.desk.calls.open({ direction: 'outbound' });
    await desk.desk.calls.save({ callId: id, seq: 1, note: 'no answer' });
    const going = await vconOf(desk, id);
    expect(going).toMatchObject({ attachments: [], dialog: [{ type: 'text', originator: 1 }] });
    await closed(desk, { id });
    const vcon = await vconOf(desk, id);
    expect(vcon.parties[0]).toEqual({ validation: 'none' });
    expect(vcon.dialog[0]!.body).toMatch(/^Outgoing.*No recording/);
  });

  test('is whole for a manager too, and on the ledger', async () => {
    await using desk = await deskWithMara();
    const call = await fullCall(desk);
    await desk.become('manager');
    expect((await vconOf(desk, call.id)).parties[0]).toMatchObject({ tel: 'tel:+12025550142', name: MARA.name });
    expect(ledgerOf(desk.db).at(-1)).toMatchObject({ action: 'consent.vcon', subject: call.id });
    await desk.become('billing');
    expect(await codeOf(desk.desk.consents.vcon({ callId: call.id }))).toBe('FORBIDDEN');
  });

  test('names no words that were not read: after a new name of the company, only their hash', async () => {
    await using desk = await deskWithMara();
    const words = { purpose: 'recording_consent' as const, language: 'en', effectiveFrom: '2026-09-04' as never };
    const written = await desk.desk.scripts.write({ ...words, text: '{organisation} would like to record this call. May we?' });
    await desk.desk.scripts.approve({ scriptId: written.id });
    const call = await callOn(desk);
    await askToRecord(desk, call.id);
    await closed(desk, call);
    expect((await vconOf(desk, call.id)).dialog[1]!.body).toContain('Example Hosting would like');
    const { version } = await desk.desk.organisation.read();
    await desk.desk.organisation.change({ version, name: 'Other Hosting' });
    const { dialog, attachments } = await vconOf(desk, call.id);
    expect(dialog[1]!.body).not.toContain('Hosting');
    expect(attachments[0]!.body['terms_of_service']).toMatch(/^urn:sha256:[0-9a-f]{64}$/);
  });
});

describe('a receipt', () => {
  test('of every record fits the field names of the specification', async () => {
    await using desk = await deskWithMara();
    await fullCall(desk);
    later(desk, HOUR);
    const answers = [{ purpose: 'third_party_sharing' as const, answer: 'withdrawn' as const }];
    await desk.desk.consents.record({ personId: desk.personId, answers, method: 'written', verbatim: 'Stop it.' });
    const { records } = await desk.desk.consents.history({ personId: desk.personId });
    const receipts = [];
    for (const { id } of records) {
      const receipt = jsonOf(await desk.desk.consents.receipt({ recordId: id, format: 'json' }));
      expect(fitsReceipt(receipt), JSON.stringify(fitsReceipt.errors)).toBe(true);
      receipts.push(receipt);
    }
    expect(receipts.map(({ collectionMethod }) => collectionMethod)).toEqual([
      'in writing (written)',
      'on the telephone (verbal_no)',
      'on the telephone (verbal_yes)',
      'on the telephone (verbal_yes)',
    ]);
    expect(receipts[3]).toMatchObject({
      jurisdiction: 'US-CA',
      piiPrincipalId: desk.personId,
      consentTimestamp: Date.parse(records[3]!.at) / 1000,
    });
    expect(ledgerOf(desk.db).at(-1)).toMatchObject({ action: 'consent.receipt', subject: records[3]!.id });
    expect(await codeOf(desk.desk.consents.receipt({ recordId: NOWHERE, format: 'pdf' }))).toBe('NOT_FOUND');
  });

  test('on paper says the same, in any script that the font holds, and the same twice', async () => {
    await using desk = await deskWithMara();
    const verbatim = '¡No quiero más llamadas! Больше не звоните. Ää ßñ œ';
    const answers = [{ purpose: 'marketing_phone' as const, answer: 'refused' as const }];
    const { id, hash, position } = await desk.desk.consents.record({ personId: desk.personId, answers, method: 'written', verbatim });
    const paper = await desk.desk.consents.receipt({ recordId: id, format: 'pdf' });
    expect(paper).toMatchObject({ type: 'application/pdf', name: `consent-receipt-${id}.pdf` });
    later(desk, HOUR);
    expect(bytesOf(await desk.desk.consents.receipt({ recordId: id, format: 'pdf' }))).toEqual(bytesOf(paper));
    const { pages, text } = textOfPdf(bytesOf(paper));
    expect(pages).toBe(1);
    const flat = text.replace(/\s+/g, ' ');
    for (const part of ['Consent receipt', 'Example Hosting', 'Marketing by telephone: refused', verbatim, `number ${position}`])
      expect(flat).toContain(part);
    expect(text.replace(/\s+/g, '')).toContain(hash);
  });

  test('on paper keeps every letter of Arabic, and says so where the font lacks some', async () => {
    await using desk = await deskWithMara();
    const answers = [{ purpose: 'marketing_phone' as const, answer: 'refused' as const }];
    const words = { personId: desk.personId, answers, method: 'written' as const };
    const text = async (verbatim: string) => {
      const { id } = await desk.desk.consents.record({ ...words, verbatim });
      return textOfPdf(bytesOf(await desk.desk.consents.receipt({ recordId: id, format: 'pdf' }))).text.replace(/\s+/g, '');
    };
    const arabic = 'لااريد';
    const shown = await text(arabic);
    for (const letter of arabic) expect(shown).toContain(letter);
    expect(shown).not.toContain('couldnotbeprinted');
    expect(await text('電話不要')).toContain('couldnotbeprinted');
  });
});

describe('a whole history', () => {
  test('says how all stood and everything that was said, as text and on pages', async () => {
    await using desk = await deskWithMara();
    await fullCall(desk);
    later(desk, 30 * 24 * HOUR);
    for (let n = 0; n < 25; n += 1) {
      const answers = [{ purpose: 'marketing_post' as const, answer: n % 2 === 0 ? ('granted' as const) : ('withdrawn' as const) }];
      await desk.desk.consents.record({ personId: desk.personId, answers, method: 'written', verbatim: `Letter ${n}.` });
      later(desk, HOUR);
    }
    const text = bytesOf(await desk.desk.consents.wholeHistory({ personId: desk.personId, format: 'text' })).toString();
    expect(text).toMatch(/^Consents of Mara Doe\n/);
    expect(text).toContain('Marketing by e-mail: withdrawn since');
    expect(text.indexOf('Letter 0.')).toBeLessThan(text.indexOf('Letter 24.'));
    const paper = bytesOf(await desk.desk.consents.wholeHistory({ personId: desk.personId, format: 'pdf' }));
    const read = textOfPdf(paper);
    expect(read.pages).toBeGreaterThan(1);
    const flat = read.text.replace(/\s+/g, ' ');
    for (const line of text.split('\n')) expect(flat).toContain(line.trim());
    const lines = ledgerOf(desk.db).filter(({ action }) => action === 'consent.history');
    expect(lines.map(({ subject }) => subject)).toEqual([desk.personId, desk.personId]);
    expect(await refusalOf(desk.desk.consents.wholeHistory({ personId: NOWHERE, format: 'text' }))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
