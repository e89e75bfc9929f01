import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCueFiles } from '../../../src-main/core/intake/cues.ts';
import { openLanguageDetector } from '../../../src-main/core/intake/language.ts';
import { compileCues } from '../../../src-shared/intake/catalogue.ts';
import { suggest } from '../../../src-shared/intake/suggest.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const RESOURCES = join(ROOT, 'resources');
const SAMPLES = join(ROOT, '..', 'shared', 'samples', 'inbox');

interface Case {
  readonly language: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
}
const corpus = JSON.parse(readFileSync(join(ROOT, 'tests', 'fixtures', 'intake', 'corpus.json'), 'utf8')) as Case[];
const { general, files } = readCueFiles(RESOURCES);
const cues = compileCues(general, files);
const detect = await openLanguageDetector(cues);
const languages = [...new Set(corpus.map((message) => message.language))];

/** The share of messages for which the answer holds. */
function shareOf(messages: readonly Case[], holds: (message: Case) => boolean): number {
  return messages.filter(holds).length / messages.length;
}

describe(`on ${corpus.length} invented messages in ${languages.length} languages`, () => {
  test('the kind is right, with and without the subject', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1000);
    const kindOf = (message: Case, subject: string) =>
      suggest({ subject, text: message.text, language: detect({ subject, text: message.text }) }, cues).kind;
    expect(shareOf(corpus, (message) => kindOf(message, message.subject) === message.kind)).toBeGreaterThanOrEqual(0.97);
    expect(shareOf(corpus, (message) => kindOf(message, '') === message.kind)).toBeGreaterThanOrEqual(0.97);
  });

  test('the language is right', () => {
    expect(shareOf(corpus, ({ subject, text, language }) => detect({ subject, text }) === language)).toBeGreaterThanOrEqual(0.98);
  });

  test('with the cues of its language left out, the answer is right or unsure, hardly ever wrong', () => {
    let wrong = 0;
    for (const language of languages) {
      const without = compileCues(
        general,
        files.filter((file) => file.language !== language),
      );
      for (const message of corpus) {
        if (message.language !== language) continue;
        const { kind } = suggest({ subject: '', text: message.text, language }, without);
        if (kind !== message.kind && kind !== 'unsure') wrong++;
      }
    }
    expect(wrong / corpus.length).toBeLessThanOrEqual(0.02);
  }, 60_000);
});

describe('one message', () => {
  const ask = (text: string, language = 'en', subject = '') => suggest({ subject, text, language }, cues);

  test('names its other kinds, and its reasons', () => {
    const both = ask('Please send me a copy of my personal data and then delete everything you hold about me.');
    expect([both.kind, ...both.alsoKinds].sort()).toEqual(['access', 'deletion']);
    expect(both.because[0]).toMatchObject({ language: 'en', cue: expect.any(String) });
  });

  test.each([
    [
      'a negation turns a wish round',
      'Please do not delete my data, I still need it for a legal claim. Restrict the processing instead.',
      'restriction',
    ],
    ['leaving a mailing list is no erasure', 'Delete me from your mailing list.', 'opt_out'],
    ['what was asked earlier is not asked now', 'I asked you to delete my data on 3 May and have heard nothing.', 'concern'],
    [
      'rights that a letter recites are not asked for',
      'I request access under Article 15 GDPR. I know of my rights to erasure (Article 17) and to complain (Article 77).',
      'access',
    ],
    ['closing an account is no erasure', 'Please close my account.', 'not_a_request'],
    ['a copy of an invoice is no access', 'Please send me a copy of my last invoice.', 'not_a_request'],
    ['a wrong sum on an invoice is no correction of personal data', 'Please correct the amount on the invoice.', 'not_a_request'],
    ['a refused request is not made again', 'You refused my request to erase my data and I appeal.', 'concern'],
    [
      'what the sender removed is not asked for',
      'A colleague I removed last year can still view our personal data. I am worried about it.',
      'concern',
    ],
    ['a recording that is not wanted is no access', 'I withdraw my consent to the recording of my calls.', 'opt_out'],
    ['a recording that is wanted is', 'Please send me the recording of my call.', 'access'],
    ['objecting to marketing is an opt-out', 'I object to the processing of my data for direct marketing.', 'opt_out'],
    ['objecting to anything else is an objection', 'I object to the processing of my data for profiling.', 'objection'],
  ])('%s', (_, text, kind) => {
    expect(ask(text).kind).toBe(kind);
  });

  test('nothing to go by is unsure, with nothing leading', () => {
    expect(ask('Hello there, lovely weather in Ghent.')).toMatchObject({ kind: 'unsure', leading: null, because: [] });
    expect(ask('')).toMatchObject({ kind: 'unsure', leading: null, confidence: 0 });
  });

  test('a machine by its own account asks for nothing', () => {
    expect(suggest({ subject: '', text: 'Re: delete my data', language: 'en', automatic: true }, cues).kind).toBe('not_a_request');
  });

  test('the work ends with the text that is read: what comes after it changes nothing', () => {
    const read = 'lovely weather in Ghent. '.repeat(2000);
    expect(ask(`${read}delete my data `.repeat(3))).toEqual(ask(read));
  });
});

const SUBJECT_LINES_SEEN = [
  'unsubscribe me',
  'mis datos',
  'adresse falsch',
  'close + wipe',
  'wrong billing name',
  'server down again',
  'reminder: my request',
  'request for access',
];

test('no cue is a subject line of a sample', () => {
  const all = readdirSync(join(RESOURCES, 'intake', 'cues')).map((name) =>
    readFileSync(join(RESOURCES, 'intake', 'cues', name), 'utf8').toLowerCase(),
  );
  all.push(readFileSync(join(RESOURCES, 'intake', 'rules.json'), 'utf8').toLowerCase());
  for (const line of SUBJECT_LINES_SEEN) for (const text of all) expect(text).not.toContain(`"${line}"`);
});

test.runIf(existsSync(SAMPLES))('no cue is a subject line of a sample at hand', () => {
  const subjects = readdirSync(SAMPLES).flatMap((name) =>
    name.endsWith('.eml')
      ? [...readFileSync(join(SAMPLES, name), 'latin1').matchAll(/^Subject: (.+)$/gim)].map((match) => match[1]!.trim().toLowerCase())
      : [],
  );
  expect(subjects.length).toBeGreaterThan(10);
  for (const name of readdirSync(join(RESOURCES, 'intake', 'cues'))) {
    const text = readFileSync(join(RESOURCES, 'intake', 'cues', name), 'utf8').toLowerCase();
    for (const subject of subjects) expect(text).not.toContain(`"${subject}"`);
  }
});
