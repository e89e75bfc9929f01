import libqp from 'libqp';

/** Undoes a transfer encoding piece by piece, in memory of one piece. */
export interface TransferDecoder {
  push(bytes: Buffer): Buffer;
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);
const LONGEST_HELD = 64 * 1024;

/** The decoder for a `Content-Transfer-Encoding`; an unknown name is read as if nothing were encoded. */
export function transferDecoder(name: string): TransferDecoder {
  const plain = name.toLowerCase().replace(/[^a-z0-9-]/g, '');
  if (plain === 'base64') return new Base64();
  if (plain === 'quoted-printable' || plain === 'quotedprintable') return new QuotedPrintable();
  if (plain === 'x-uuencode' || plain === 'uuencode' || plain === 'x-uue') return new Uuencode();
  return { push: (bytes) => bytes, end: () => NOTHING };
}

class Base64 implements TransferDecoder {
  #held = '';

  push(bytes: Buffer): Buffer {
    const runs = (this.#held + bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, '')).split(/=+/);
    const last = runs.pop()!;
    const whole = last.length - (last.length % 4);
    this.#held = last.slice(whole);
    const open = Buffer.from(last.slice(0, whole), 'base64');
    // Padding in the middle: some mailers encode line by line and glue the results.
    return runs.length === 0 ? open : Buffer.concat([...runs.map((run) => Buffer.from(run, 'base64')), open]);
  }

  end(): Buffer {
    return Buffer.from(this.#held, 'base64');
  }
}

class QuotedPrintable implements TransferDecoder {
  #held: Buffer = NOTHING;

  push(bytes: Buffer): Buffer {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = endOfCertain(all);
    const cut = end === 0 && all.length > LONGEST_HELD ? all.length : end;
    this.#held = Buffer.from(all.subarray(cut));
    return libqp.decode(all.subarray(0, cut));
  }

  end(): Buffer {
    return libqp.decode(this.#held);
  }
}

/**
 * Behind the last two bytes that are plain: what stands before does not depend on what comes. An escape may go on over a soft
 * line break, and whether blanks or a `=` mean anything is told by the line end. (The library's own stream gathers all.)
 */
function endOfCertain(bytes: Buffer): number {
  let end = bytes.length;
  while (end >= 2 && !(isPlain(bytes[end - 1]!) && isPlain(bytes[end - 2]!))) end--;
  return end < 2 ? 0 : end;
}

function isPlain(byte: number): boolean {
  return byte > 0x20 && byte !== 0x3d;
}

class Uuencode implements TransferDecoder {
  #held = '';

  push(bytes: Buffer): Buffer {
    const lines = (this.#held + bytes.toString('latin1')).split('\n');
    this.#held = lines.pop()!.slice(0, LONGEST_HELD);
    return Buffer.concat(lines.map(uuLine));
  }

  end(): Buffer {
    return uuLine(this.#held);
  }
}

function uuLine(line: string): Buffer {
  const text = line.replace(/\r$/, '');
  if (text === '' || text === 'end' || /^begin [0-7]{3,4} /.test(text)) return NOTHING;
  const length = (text.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil((text.length - 1) / 4) * 3);
  for (let at = 1, to = 0; at < text.length; at += 4, to += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((offset) => (text.charCodeAt(at + offset) - 32) & 63) as [number, number, number, number];
    out.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], to);
  }
  return out.subarray(0, length);
}
