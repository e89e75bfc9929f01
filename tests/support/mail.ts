import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src-shared/contract/index.ts';
import type { Batch } from '../../src-shared/contract/intake.ts';

/** Whoever speaks to a desk: a page over its port, or a test at its side. */
export interface Speaker {
  readonly desk: Pick<ContractRouterClient<typeof contract>, 'intake'>;
}

export interface Letter {
  readonly from?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly text?: string;
  /** Null: the message has none. */
  readonly id?: string | null;
  readonly date?: string;
  readonly file?: { readonly name: string; readonly text: string } | undefined;
}

/** The bytes of one message as a mail program writes them. */
export function eml({
  from = 'mara@post.example',
  name = 'Mara Doe',
  subject = 'A request',
  text = 'Please.',
  id,
  date,
  file,
}: Letter): Buffer {
  const head = [
    `From: ${name} <${from}>`,
    'To: privacy@desk.example',
    `Subject: ${subject}`,
    `Date: ${date ?? 'Thu, 03 Sep 2026 09:00:00 +0000'}`,
    ...(id === null ? [] : [`Message-ID: <${id ?? `${from}.${subject}`.replace(/[^\w.]/g, '')}@post.example>`]),
    'MIME-Version: 1.0',
  ];
  if (!file) return Buffer.from([...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n'));
  const lines = [
    ...head,
    'Content-Type: multipart/mixed; boundary="b0undary"',
    '',
    '--b0undary',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b0undary',
    'Content-Type: application/octet-stream',
    `Content-Disposition: attachment; filename="${file.name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(file.text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '--b0undary--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** Several messages as one mailbox file. */
export function mbox(messages: readonly Buffer[]): Buffer {
  return Buffer.concat(
    messages.map((message) =>
      Buffer.concat([Buffer.from('From mara@post.example Thu Sep  3 09:00:00 2026\n'), message, Buffer.from('\n')]),
    ),
  );
}

/** Sends files to the desk as a page does, and answers when they are read. */
export async function readIn({ desk }: Speaker, files: readonly Buffer[], pieceBytes = 100_000): Promise<Batch> {
  const named = files.map((bytes, index) => ({ name: `file-${index}.eml`, bytes: bytes.length }));
  let batch = await desk.intake.open({ files: named });
  for (const [file, bytes] of files.entries()) {
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += pieceBytes) {
      const data = bytes.subarray(offset, offset + pieceBytes).toString('base64');
      batch = await desk.intake.piece({ batchId: batch.id, file, offset, data, last: offset + pieceBytes >= bytes.length });
    }
  }
  return batch;
}

/** Takes in all that a batch has ready, or these items, and waits for its end. */
export async function takeIn({ desk }: Speaker, batchId: string): Promise<Batch> {
  let batch = await desk.intake.take({ batchId });
  for await (const seen of await desk.intake.watch({ batchId })) batch = seen;
  return batch;
}
