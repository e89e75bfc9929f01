import MailComposer from 'nodemailer/lib/mail-composer';
import { CODE_MINUTES, formatCode } from '../../../src-shared/identity/index.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';

export interface CodeLetter {
  readonly codeId: string;
  readonly code: string;
  /** The address on file. */
  readonly to: string;
  readonly reference: string;
  readonly organisation: string;
  /** ISO 639-1; another than those below is written in English. */
  readonly language: string | null;
  readonly at: Instant;
}

const LETTERS: Readonly<Record<'en' | 'es', (letter: CodeLetter) => { subject: string; text: string }>> = {
  en: ({ code, reference, organisation }) => ({
    subject: `Your code for ${reference}`,
    text: `Hello,

Somebody asked ${organisation} about your personal data (${reference}). If that was you, read this code to the person who is helping you:

    ${formatCode(code)}

It holds for ${CODE_MINUTES} minutes and once. Give it to nobody who calls you.

If it was not you, do nothing: without the code nobody gets anything. Please tell us.

${organisation}
`,
  }),
  es: ({ code, reference, organisation }) => ({
    subject: `Su código para ${reference}`,
    text: `Hola:

Alguien ha preguntado a ${organisation} por sus datos personales (${reference}). Si ha sido usted, lea este código a quien le atiende:

    ${formatCode(code)}

Sirve durante ${CODE_MINUTES} minutos y una sola vez. No se lo dé a nadie que le llame.

Si no ha sido usted, no haga nada: sin el código nadie recibe nada. Le agradecemos que nos avise.

${organisation}
`,
  }),
};

/** The e-mail with a code, as a draft that a mail program opens and sends. It has no sender: that is the mail program's. */
export async function codeLetter(letter: CodeLetter): Promise<{ name: string; text: string }> {
  const { subject, text } = LETTERS[letter.language === 'es' ? 'es' : 'en'](letter);
  const mail = new MailComposer({
    to: { name: '', address: letter.to },
    subject,
    text,
    textEncoding: 'quoted-printable',
    headers: { 'X-Unsent': '1' }, // opens for sending, not for reading
    messageId: `<${letter.codeId}@dsr-desk.invalid>`, // or it would name this machine
    date: new Date(letter.at),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { name: `${letter.reference}.eml`, text: (await mail.compile().build()).toString('utf8') };
}
