import type { RequestKind } from '../../src-shared/vocabulary/case.ts';
import { useWords } from '../app/words.ts';

/** What a case asks for, in one line: `Access, deletion`. */
export function KindList({ kinds }: { readonly kinds: readonly RequestKind[] }) {
  const words = useWords();
  const [first, ...rest] = kinds.map(words.kind);
  const text = [first, ...rest.map((word) => word.charAt(0).toLocaleLowerCase() + word.slice(1))].join(', ');
  return <span title={text}>{text}</span>;
}
