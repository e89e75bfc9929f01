import type { Call } from '../../../src-shared/contract/calls.ts';

/** Calls as they were heard last: an answer that was overtaken on its way takes nothing back. */
export function newestOf(before: readonly Call[] | undefined, now: readonly Call[]): Call[] {
  return now.map((call) => {
    const known = before?.find(({ id }) => id === call.id);
    return known && known.version > call.version ? known : call;
  });
}

/** With this call as it is now; without it where it is closed. */
export function withCall(calls: readonly Call[], call: Call): Call[] {
  const others = calls.filter(({ id }) => id !== call.id);
  if (call.state === 'closed') return others;
  return [...others, call].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Nothing was typed or said on it yet. */
export function isBlank(call: Call): boolean {
  const { number, person, callerName, note, verbatim, optOuts, answers } = call;
  return (
    [number.typed, callerName, note, verbatim].every((text) => text === '') &&
    !person &&
    !call.case &&
    optOuts.length + answers.length === 0
  );
}
