import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeDeadlines, type DeadlineInput } from '../../../src-shared/deadlines/index.ts';
import { catalogue } from '../../fixtures/deadlines/catalogue.ts';

type Vector = DeadlineInput & { readonly id: string; readonly expect: Readonly<Record<string, unknown>> };

const OWN = join(import.meta.dirname, '..', '..', 'fixtures', 'deadlines', 'vectors.json');
// The known answers are published beside the program; where that copy is present, it is run as well as ours.
const PUBLISHED = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'vectors', 'deadlines.json');

describe.each([OWN, PUBLISHED].filter((file) => existsSync(file)))('known answers', (file) => {
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

  test('there are 18', () => {
    expect(vectors).toHaveLength(18);
  });

  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    const result = computeDeadlines(vector, catalogue);
    if ('error' in vector.expect) {
      expect(result).toEqual({ error: vector.expect['error'], detail: expect.any(String) });
      return;
    }
    const clocks = 'clocks' in result ? Object.entries(result.clocks) : [];
    const got = Object.fromEntries(
      clocks.map(([id, { statutoryDate, legalDate, workByDate }]) => [id, { statutoryDate, legalDate, workByDate }]),
    );
    expect(got).toEqual(vector.expect);
  });
});
