const CRASHES_ALLOWED = 3;
const WINDOW_MS = 60_000;

/** Counts crashes. Answers whether there were too many within a minute for another try to make sense. */
export function createCrashLimit(now: () => number): () => boolean {
  let crashes: number[] = [];
  return () => {
    crashes = [...crashes.filter((at) => at > now() - WINDOW_MS), now()];
    return crashes.length > CRASHES_ALLOWED;
  };
}
