const two = (value: number) => String(value).padStart(2, '0');

/** How long ago, as a timer shows it: `02:14`, `1:02:14`. Read from the clock, never counted: a page that slept loses no second. */
export function elapsed(startedAt: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}
