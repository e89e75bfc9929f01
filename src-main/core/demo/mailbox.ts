const DATE_LINE = /^(Date:\s*)(.+)$/gm;
const DAY = 86_400_000;

/**
 * A mailbox with all its dates moved by whole days, so that its newest message came in within the last day before `now`: what was written
 * long ago would all be overdue. Other lines stay as they are.
 */
export function moveDates(mbox: string, now: number): string {
  const times = [...mbox.matchAll(DATE_LINE)].map((match) => Date.parse(match[2]!)).filter((time) => !Number.isNaN(time));
  const newest = Math.max(...times);
  if (!Number.isFinite(newest)) return mbox;
  const days = Math.floor((now - newest) / DAY);
  return mbox.replace(DATE_LINE, (line, name: string, written: string) => {
    const time = Date.parse(written);
    return Number.isNaN(time) ? line : `${name}${new Date(time + days * DAY).toUTCString().replace('GMT', '+0000')}`;
  });
}
