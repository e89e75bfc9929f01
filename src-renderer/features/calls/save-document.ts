import { saveAs } from '../case/download.ts';
import { fromBase64 } from '../intake/upload.ts';

/** Lets the person save what the desk made. */
export function saveDocument({ name, data }: { readonly name: string; readonly data: string }): void {
  saveAs(name, [fromBase64(data)]);
}
