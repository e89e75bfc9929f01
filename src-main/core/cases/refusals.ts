import type { MoveAnswer } from '../../../src-shared/cases/moves.ts';
import { DeskError } from '../../../src-shared/errors.ts';

const words = (status: string) => status.replaceAll('_', ' ');

/** The sentence for a move that the table does not allow. */
export function refuseMove(reference: string, from: string, to: string, because: (MoveAnswer & { allowed: false })['because']): DeskError {
  const sentence = {
    no_such_move: `${reference} is ${words(from)} and cannot go to ${words(to)} from there.`,
    outcomes: `${reference} cannot be closed yet: give every request its outcome first.`,
    settled_without_answer: `${reference} goes through review before it closes: its outcome answers the request.`,
    quick_kinds: `${reference} goes through review before it closes: only opt-outs and concerns close directly.`,
  }[because];
  return new DeskError('not_allowed', sentence, { detail: { because, reference } });
}
