import path from 'node:path';
import PDFDocument from 'pdfkit';

export interface Line {
  readonly text: string;
  readonly as?: 'title' | 'heading' | 'small' | 'plain';
}

const SIZES = { title: 18, heading: 12, plain: 10, small: 8 } as const;
/** DejaVu holds the scripts below. Of others, such as Chinese or Devanagari, it shows empty boxes: then the paper says that it is not complete. */
const FONTS = { regular: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' };

const NOT_PRINTED = /[^\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Armn}\p{sc=Geor}\p{sc=Arab}\p{sc=Hebr}\p{sc=Zyyy}\p{sc=Zinh}]/u;
const INCOMPLETE: Line = { text: 'Some characters could not be printed on this paper. The file in text form has them all.', as: 'small' };

/** Lines as a PDF on A4, in memory whole: pages of text only. `at` stands for its date, so that the same content is the same file. */
export async function pdfOf(resourcesFolder: string, title: string, at: Date, lines: readonly Line[]): Promise<Buffer> {
  const font = (name: keyof typeof FONTS) => path.join(resourcesFolder, 'fonts', FONTS[name]);
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    font: font('regular'),
    info: { Title: title, CreationDate: at, ModDate: at, Producer: 'DSR Desk', Creator: 'DSR Desk' },
    lang: 'en',
  });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  const whole = lines.some(({ text }) => NOT_PRINTED.test(text)) ? [...lines, INCOMPLETE] : lines;
  for (const { text, as = 'plain' } of whole) {
    const heavy = as === 'title' || as === 'heading';
    document.font(font(heavy ? 'bold' : 'regular')).fontSize(SIZES[as]);
    if (heavy) document.moveDown(0.6);
    document.text(text);
    document.moveDown(heavy ? 0.3 : 0.15);
  }
  document.end();
  await done;
  return Buffer.concat(parts);
}
