import { loadMaterial } from '../../src-main/core/demo/material.ts';
import { fillIn, inventPerson } from '../../src-main/core/demo/person.ts';
import { Random } from '../../src-main/core/demo/random.ts';
import { RESOURCES } from '../support/desk.ts';

const PIECE = 64 * 1024;

/** A mailbox of so many different invented requests, as it would be read from a disk. */
export async function* mailbox(count: number, before: number): AsyncGenerator<Uint8Array> {
  const random = new Random('bench mailbox');
  const material = loadMaterial(RESOURCES);
  let piece = '';
  for (let index = 0; index < count; index += 1) {
    const person = inventPerson(random, material);
    const letter = random.pick(material.letters.letters);
    const date = new Date(before - (count - index) * 60_000).toUTCString().replace('GMT', '+0000');
    piece += `From sender@example.com Thu Sep  3 10:00:00 2026
From: "=?utf-8?B?${Buffer.from(person.requester.name).toString('base64')}?=" <${person.requester.email}>
To: privacy@example.com
Subject: =?utf-8?B?${Buffer.from(fillIn(letter.subject, person)).toString('base64')}?=
Date: ${date}
Message-ID: <bench-${index}@example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${fillIn(letter.text, person)}

Reference of mine: ${index}

`;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
