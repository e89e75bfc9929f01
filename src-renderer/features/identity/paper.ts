/** A paper already on the case, or one that is put there when the proof is recorded. */
export type Paper = { readonly from: 'case'; readonly fileId: string } | { readonly from: 'computer'; readonly file: File };
