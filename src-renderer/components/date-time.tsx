import { Text, type TextProps } from '@mantine/core';
import { useOffice } from '../app/office.tsx';

const FIGURES = { fontVariantNumeric: 'tabular-nums' } as const;

/** `5 min ago`, the full date and time on hover. */
export function RelativeTime({ at, ...props }: { readonly at: string } & TextProps) {
  const { format } = useOffice();
  return (
    <Text component="time" inherit dateTime={at} title={format.dateTime(at)} style={FIGURES} {...props}>
      {format.ago(at)}
    </Text>
  );
}

/** `2 Oct 2026, 10:12` in the office's zone. */
export function DateTime({ at, ...props }: { readonly at: string } & TextProps) {
  const { format } = useOffice();
  return (
    <Text component="time" inherit dateTime={at} style={FIGURES} {...props}>
      {format.dateTime(at)}
    </Text>
  );
}

/** `Fri 2 Oct`: a day on the calendar, which no zone shifts. */
export function CalendarDay({ on, ...props }: { readonly on: string } & TextProps) {
  const { format } = useOffice();
  return (
    <Text component="time" inherit dateTime={on} title={format.longDate(on)} style={FIGURES} {...props}>
      {format.date(on)}
    </Text>
  );
}
