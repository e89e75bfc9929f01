/** How long something took, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  /** Of the processor, all threads of the process together, on average: what other programs on the machine hardly move. */
  readonly cpu: number;
  readonly runs: number;
}

/** Runs `work` for each of `inputs` and times it; the first tenth, at least three, warms up and is not counted. */
export async function time<T>(inputs: readonly T[], work: (input: T, index: number) => unknown): Promise<Times> {
  const warm = inputs.slice(0, Math.max(3, Math.ceil(inputs.length / 10)));
  for (const [index, input] of warm.entries()) await work(input, index);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const [index, input] of inputs.entries()) {
    const began = performance.now();
    const answer = work(input, index);
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - began);
  }
  return timesOf(times, cpuSince(before) / inputs.length);
}

/** Milliseconds of the processor since `before`. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function timesOf(milliseconds: readonly number[], cpu: number): Times {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), cpu, runs: sorted.length };
}

/** The slowest of several. */
export const slowest = (all: readonly Times[]): Times => all.reduce((worst, one) => (one.p95 > worst.p95 ? one : worst));
