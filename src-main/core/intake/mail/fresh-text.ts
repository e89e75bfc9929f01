/** The ends of the lines by which mail programs introduce what they quote: "On … Ann wrote:". */
const WROTE =
  /(?:wrote|writes|schrieb(?: am.*)?|geschrieben|a [ée]crit|[ée]crit|escribi[óo]|scrisse|ha scritto|escreveu|schreef(?: op.*)?|skrev(?: .*)?|kirjoitti|napisa[łl]\(?a?\)?|pisze|napsal\(?a?\)?|nap[ií]sal\(?a?\)?|napisao\/?(?:la)?|[ií]rta|a scris|έγραψε|yazdı|(?:на)?писала?|написав|пише|さんは書きました|のメール|写道|寫道|님이 작성|كتب).{0,40}[:：]$/iu;
const FROM_WORDS =
  /^[*>\s]*(?:from|von|de|da|van|från|fra|lähettäjä|od|feladó|de la|από|kimden|от|від|差出人|发件人|寄件者|보낸 사람|من)\s*[:：]\*?\s*\S/iu;
const SUBJECT_WORDS =
  /^[*>\s]*(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|θέμα|konu|тема|件名|主题|主旨|제목|الموضوع)\s*[:：]/iu;
/** "-----Original Message-----" in any language. */
const RULED = /^-{3,}\s?(\S.{2,60}?)\s?-{3,}$/u;
const FORWARD =
  /forward|weitergeleitet|transf[eé]r|reenvi|encaminhad|inoltrat|doorgestuurd|vidarebefordra|videresend|välitetty|przekazan|přeposlan|preposlan|proslije|továbbít|redirec|προωθ|iletilen|переслан|пересыла|転送|转发|轉寄|전달/iu;
const FORWARD_SUBJECT = /^\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vb|vs|pd|fs|továbbítás|πρθ|ilt|转发|轉寄)\s*[:：]/iu;
const PHONE_SIGNATURE =
  /^(?:sent from|get outlook|von meinem .{1,30} gesendet|gesendet (?:mit|von)|envoyé de(?:puis)?|enviado (?:desde|do|de)|inviato da|verzonden (?:vanaf|met)|skickat från|sendt fra|lähetetty|wysłane z|odesláno z|odoslané z)\b.{0,60}$/iu;
const LONGEST_LOOKED_AT = 300;

/** What the sender wrote now: without quoted earlier mail and without signatures. For a bare forward, the mail that is passed on. */
export function freshText(text: string, subject: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let passedOn: string[] | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.slice(0, LONGEST_LOOKED_AT).trim();
    if (line === '--' || line === '—') break;
    if (line.startsWith('>')) continue;
    if (PHONE_SIGNATURE.test(line)) continue;
    const ruled = RULED.exec(line);
    if (ruled !== null || startsHeaderBlock(lines, at)) {
      if ((ruled !== null && FORWARD.test(ruled[1]!)) || FORWARD_SUBJECT.test(subject))
        passedOn = lines.slice(ruled !== null && !startsHeaderBlock(lines, at) ? at + 1 : at);
      break;
    }
    const introduction = introducesQuote(lines, at, line);
    if (introduction > 0) {
      if (!(lines[nextText(lines, at + introduction)] ?? '').startsWith('>')) break;
      at += introduction - 1;
      continue;
    }
    kept.push(lines[at]!);
  }
  const fresh = kept.join('\n').trim();
  const letters = fresh.replace(/[^\p{L}]/gu, '').length;
  if (passedOn !== null && letters < 80) return `${fresh}\n\n${withoutHeaderBlock(passedOn)}`.trim();
  // All of it quoted: some programs quote what they mean to indent.
  return letters === 0
    ? lines
        .map((line) => line.replace(/^(?:> ?)+/, ''))
        .join('\n')
        .trim()
    : fresh;
}

/** How many lines introduce a quotation here: 0, 1, or 2 where the program wrapped the line. */
function introducesQuote(lines: readonly string[], at: number, line: string): number {
  const both = `${line} ${(lines[at + 1] ?? '').slice(0, LONGEST_LOOKED_AT).trim()}`;
  for (const [count, candidate] of [
    [1, line],
    [2, both],
  ] as const) {
    if (candidate.length > LONGEST_LOOKED_AT || !/[:：]$/.test(candidate) || !WROTE.test(candidate.slice(-110))) continue;
    // A person may write "your agent wrote:" too; a program gives a time or an address.
    const quoteFollows = (lines[nextText(lines, at + count)] ?? '').startsWith('>');
    if (quoteFollows || /@|\d{1,2}[:.]\d{2}/.test(candidate)) return count;
  }
  return 0;
}

function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.trim() === '') at++;
  return at;
}

/** Outlook's block: From, Sent, To, Subject on lines of their own. */
function startsHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!FROM_WORDS.test(lines[at]!.slice(0, LONGEST_LOOKED_AT))) return false;
  return lines.slice(at + 1, at + 7).some((line) => SUBJECT_WORDS.test(line.slice(0, LONGEST_LOOKED_AT)));
}

function withoutHeaderBlock(lines: readonly string[]): string {
  const subjectAt = lines.findIndex((line, at) => at < 12 && SUBJECT_WORDS.test(line.slice(0, LONGEST_LOOKED_AT)));
  const body = lines.slice(subjectAt + 1);
  while (body.length > 0 && /^[\p{L} -]{1,20}[:：]/u.test(body[0]!.slice(0, 40))) body.shift();
  return body
    .map((line) => line.replace(/^(?:> ?)+/, ''))
    .join('\n')
    .trim();
}
