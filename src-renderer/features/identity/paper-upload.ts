import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { type Source, toBase64 } from '../intake/upload.ts';

/** The least of the client that sending a paper needs. */
export interface PaperReceiver {
  begin(input: { caseId: string; name: string; type: string; bytes: number; purpose: 'verification' }): Promise<{ fileId: string }>;
  piece(input: { fileId: string; offset: number; data: string }): Promise<{ bytes: number; done: boolean }>;
}

/**
 * Puts a paper that was only taken to verify onto a case, piece by piece; answers its id. `onShare` is told what part is there, 0…1.
 * Null where `signal` was aborted: what has come of it by then is removed by the desk.
 */
export async function sendPaper(
  to: PaperReceiver,
  caseId: string,
  file: Source & { readonly type: string },
  { signal, onShare = () => {}, pieceBytes = PIECE_BYTES }: { signal: AbortSignal; onShare?: (share: number) => void; pieceBytes?: number },
): Promise<string | null> {
  const { fileId } = await to.begin({
    caseId,
    name: file.name.slice(-255),
    type: file.type || 'application/octet-stream',
    bytes: file.size,
    purpose: 'verification',
  });
  for (let offset = 0; offset < file.size; offset += pieceBytes) {
    if (signal.aborted) return null;
    const bytes = new Uint8Array(await file.slice(offset, Math.min(file.size, offset + pieceBytes)).arrayBuffer());
    if (signal.aborted) return null;
    await to.piece({ fileId, offset, data: toBase64(bytes) });
    onShare(Math.min(1, (offset + bytes.length) / file.size));
  }
  return fileId;
}
