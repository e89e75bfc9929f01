/** A contact detail, told enough to recognise and too little to use: `m•••@e•••.com`, `•••0142`. The length is not told. */
export function mask(value: string): string {
  const at = value.lastIndexOf('@');
  if (at > 0) {
    const domain = value.slice(at + 1);
    const dot = domain.lastIndexOf('.');
    return `${first(value)}•••@${first(domain)}•••${dot > 0 ? domain.slice(dot) : ''}`;
  }
  const digits = value.replace(/\D/g, '');
  return digits.length >= 7 ? `•••${digits.slice(-2)}` : `${first(value)}•••`;
}

const first = (text: string): string => [...text][0] ?? '';
