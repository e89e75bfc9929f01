import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { AskContext, type Asking, type AskPreset } from './ask-context.tsx';
import { AskDialog } from './ask-dialog.tsx';

/** Around every page: `q` asks who may see what, about the person, account or case that the page is about. */
export function AskProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('access');
  const { may } = useMe();
  const [preset, setPreset] = useState<AskPreset | null>(null);
  const known = useRef<AskPreset[]>([]);
  const asking = useMemo<Asking>(
    () => ({
      ask: (given) => setPreset(Object.assign({}, ...known.current, given)),
      know(given) {
        known.current = [...known.current, given];
        return () => {
          known.current = known.current.filter((one) => one !== given);
        };
      },
    }),
    [],
  );
  useKeys('app.access', [{ id: 'ask', keys: ['q'], label: t('ask.key'), when: may('access.check'), run: () => asking.ask() }]);
  return (
    <AskContext value={asking}>
      {children}
      {preset && <AskDialog preset={preset} onClose={() => setPreset(null)} />}
    </AskContext>
  );
}
