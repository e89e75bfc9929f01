/** Plain text as it is kept: LF line ends, no control, zero-width or direction characters, no trailing blanks. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu, '')
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/** RFC 3676: lines that end in a blank run on in the next line of the same quote depth. */
export function unflow(text: string, deleteBlank: boolean): string {
  const out: string[] = [];
  let open: { depth: number; text: string } | null = null;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    let depth = 0;
    while (line[depth] === '>') depth++;
    const body = line.slice(line[depth] === ' ' ? depth + 1 : depth);
    const signature = body === '-- ';
    if (open !== null && (open.depth !== depth || signature)) {
      out.push(mark(open));
      open = null;
    }
    const current: { depth: number; text: string } = { depth, text: (open?.text ?? '') + body };
    if (body.endsWith(' ') && !signature) open = deleteBlank ? { depth, text: current.text.slice(0, -1) } : current;
    else {
      out.push(mark(current));
      open = null;
    }
  }
  if (open !== null) out.push(mark(open));
  return out.join('\n');
}

function mark(line: { depth: number; text: string }): string {
  return line.depth === 0 ? line.text : `${'>'.repeat(line.depth)} ${line.text}`;
}
