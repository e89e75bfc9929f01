import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { CueCatalogue } from '../../../src-shared/intake/catalogue.ts';
import { suggest } from '../../../src-shared/intake/suggest.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { DetectLanguage } from './language.ts';
import { looksLikeMbox, splitMbox } from './mail/mbox.ts';
import type { MailMessage } from './mail/message.ts';
import { readMessage, UnreadableMessage } from './mail/message.ts';

/** What intake would record of a message. */
export interface Inspected {
  /** As it was given. */
  readonly file: string;
  /** Its place in an mbox, from 0. */
  readonly index?: number;
  readonly kind: RequestKind | 'not_a_request';
  readonly alsoKinds: readonly RequestKind[];
  readonly language: string | null;
  readonly from: { readonly name: string; readonly email: string };
  readonly receivedAt: string;
  readonly subject: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: number }[];
  /** The earlier message with the same content: its file, with `#index` for one of an mbox. */
  readonly duplicateOf?: string;
  /** The earlier message that has the same Message-ID and other content. */
  readonly sharesMessageIdWith?: string;
}

/** A message, or a file, that cannot be read. */
export interface InspectFailure {
  readonly file: string;
  readonly index?: number;
  readonly error: string;
}

/** What tells one message from another, over all files of one run. Only hashes and names are kept. */
class Seen {
  readonly #byContent = new Map<string, string>();
  readonly #byId = new Map<string, { place: string; contentHash: string }>();

  note(message: MailMessage, place: string): { duplicateOf?: string; sharesMessageIdWith?: string } {
    const duplicateOf = this.#byContent.get(message.contentHash);
    if (duplicateOf === undefined) this.#byContent.set(message.contentHash, place);
    const sameId = message.messageId === null ? undefined : this.#byId.get(message.messageId);
    if (message.messageId !== null && sameId === undefined) this.#byId.set(message.messageId, { place, contentHash: message.contentHash });
    return {
      ...(duplicateOf === undefined ? {} : { duplicateOf }),
      ...(sameId === undefined || sameId.contentHash === message.contentHash ? {} : { sharesMessageIdWith: sameId.place }),
    };
  }
}

/** Reads .eml and mbox files as intake would, without a queue: one result per message, in order. A file that does not exist is a failure with `missing`. */
export async function* inspectFiles(
  files: readonly string[],
  cues: CueCatalogue,
  detect: DetectLanguage,
): AsyncGenerator<(Inspected | InspectFailure) & { readonly missing?: true }> {
  const seen = new Seen();
  for (const file of files) {
    try {
      if (looksLikeMbox(await firstBytes(file))) {
        for await (const { index, chunks } of splitMbox(createReadStream(file)))
          yield await inspectOne({ file, index }, chunks, cues, detect, seen);
      } else yield await inspectOne({ file }, createReadStream(file), cues, detect, seen);
    } catch (error) {
      if (!isFileError(error)) throw error;
      yield error.code === 'ENOENT'
        ? { file, error: 'There is no such file.', missing: true }
        : { file, error: `The file cannot be opened (${error.code}).`, missing: true };
    }
  }
}

async function inspectOne(
  place: { file: string; index?: number },
  source: AsyncIterable<Uint8Array>,
  cues: CueCatalogue,
  detect: DetectLanguage,
  seen: Seen,
): Promise<Inspected | InspectFailure> {
  let message: MailMessage;
  try {
    message = await readMessage(source);
  } catch (error) {
    if (error instanceof UnreadableMessage) return { ...place, error: error.message };
    throw error;
  }
  const language = detect({ subject: message.subject, text: message.freshText });
  const suggestion = suggest({ subject: message.subject, text: message.freshText, language, automatic: message.automatic }, cues);
  return {
    ...place,
    // This prints no "unsure": a person would see the leading kind first, and that is what is printed.
    kind: suggestion.kind === 'unsure' ? (suggestion.leading ?? 'not_a_request') : suggestion.kind,
    alsoKinds: suggestion.alsoKinds,
    language,
    from: message.from,
    receivedAt: message.receivedAt,
    subject: message.subject,
    attachments: message.attachments.map(({ name, type, bytes }) => ({ name, type, bytes })),
    ...seen.note(message, place.index === undefined ? place.file : `${place.file}#${place.index}`),
  };
}

async function firstBytes(file: string): Promise<Uint8Array> {
  await using handle = await open(file);
  const buffer = new Uint8Array(1024);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  return buffer.subarray(0, bytesRead);
}

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
