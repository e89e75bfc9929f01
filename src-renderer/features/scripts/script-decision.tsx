import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { FormDialog } from '../directory/form-dialog.tsx';
import classes from './scripts.module.css';

interface Props {
  readonly what: 'approve' | 'withdraw';
  readonly script: Script;
  readonly onClose: () => void;
}

/** Approves a version, or takes it back, with its words before one's eyes. Why the desk refuses is said in the dialog. */
export function ScriptDecision({ what, script, onClose }: Props) {
  const { t } = useTranslation('scripts');
  const { format, today } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const { id, version, language, text, effectiveFrom } = script;
  const late = effectiveFrom < today;
  return (
    <FormDialog
      title={t(`${what}.title`, { version })}
      confirm={t(`${what}.confirm`)}
      size={560}
      onClose={onClose}
      act={async () => {
        try {
          await client.scripts[what]({ scriptId: id });
        } finally {
          void queryClient.invalidateQueries({ queryKey: query.scripts.key() });
        }
        announce(t(`${what}.done`, { version }));
        return true;
      }}
    >
      <blockquote className={classes.text} lang={language} dir="auto">
        {text}
      </blockquote>
      <p className={classes.plain}>
        {what === 'withdraw'
          ? t('withdraw.words')
          : [
              t('approve.words', { date: format.longDate(late ? today : effectiveFrom), language: format.language(language) }),
              late && t('approve.past'),
            ]
              .filter(Boolean)
              .join(' ')}
      </p>
    </FormDialog>
  );
}
