/** A run of a message's text: what its writer wrote, or what it quotes from an earlier message. */
export interface TextPart {
  readonly quoted: boolean;
  readonly text: string;
}

/** The lines by which mail programs begin a quote of everything below, in the languages of the desk's mail. */
const INTRODUCTIONS = [
  /^On .{4,200}\bwrote:$/,
  /^El .{4,200}\bescribió:$/,
  /^Le .{4,200}\ba écrit\s?:$/,
  /^Am .{4,200}\bschrieb .{0,200}:$/,
  /^Em .{4,200}\bescreveu:$/,
  /^-{2,}\s?(Original Message|Forwarded message|Mensaje original|Message d'origine|Ursprüngliche Nachricht|Mensagem original)\s?-{2,}$/i,
];

const isIntroduction = (line: string) => line.length < 260 && INTRODUCTIONS.some((pattern) => pattern.test(line.trim()));
const isQuoted = (line: string) => /^\s?>/.test(line);

/**
 * Splits a plain text into what was written and what is quoted, in order. Nothing is lost: joining the parts by line ends gives the text.
 * A line that introduces a quote belongs to it where the next line with words is quoted, or where it marks an original message below.
 */
export function splitQuotes(text: string): TextPart[] {
  const lines = text.split('\n');
  const parts: { quoted: boolean; lines: string[] }[] = [];
  let rest = false;
  lines.forEach((line, index) => {
    let quoted = rest || isQuoted(line);
    if (!quoted && isIntroduction(line)) {
      const next = lines.slice(index + 1).find((later) => later.trim() !== '');
      if (line.trim().startsWith('--')) rest = true;
      quoted = rest || (next !== undefined && isQuoted(next));
    }
    // An empty line between two quoted ones does not begin a new part.
    if (!quoted && line.trim() === '' && parts.at(-1)?.quoted) {
      const next = lines.slice(index + 1).find((later) => later.trim() !== '');
      quoted = next !== undefined && isQuoted(next);
    }
    const last = parts.at(-1);
    if (last && last.quoted === quoted) last.lines.push(line);
    else parts.push({ quoted, lines: [line] });
  });
  return parts.map((part) => ({ quoted: part.quoted, text: part.lines.join('\n') }));
}
