import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '../../src-shared/contract/organisation.ts';
import { useDesk } from './connection.tsx';
import { createFormat, type Format, localeFor } from './format.ts';

interface Office {
  /** Null until it is known. */
  readonly organisation: Organisation | null;
  /** How dates and numbers are written, in the office's time zone and the reader's locale. */
  readonly format: Format;
  /** Today on the office's calendar. Moves on at midnight by itself. */
  readonly today: string;
}

const OfficeContext = createContext<Office | null>(null);
const MINUTE = 60_000;

/** A clock for the whole page: one timer, not one per row. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function OfficeProvider({ children }: { readonly children: ReactNode }) {
  const { query } = useDesk();
  const { i18n } = useTranslation();
  const { data: organisation } = useQuery(query.organisation.read.queryOptions());
  const now = useMinute();
  const timeZone = organisation?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const format = useMemo(() => createFormat(localeFor(i18n.language, navigator.languages), timeZone), [i18n.language, timeZone]);
  const today = format.dayOf(now);
  const office = useMemo(() => ({ organisation: organisation ?? null, format, today }), [organisation, format, today]);
  return <OfficeContext value={office}>{children}</OfficeContext>;
}

/** The office: its name and zone, how it writes dates, and which day it is there. */
export function useOffice(): Office {
  const office = use(OfficeContext);
  if (!office) throw new Error('useOffice is used outside OfficeProvider');
  return office;
}
