import { Title } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './access.module.css';
import { CheckForm } from './check-form.tsx';
import { CheckList } from './check-list.tsx';

/** May this person see this? The question, the answer to read out, and what was asked before. */
export function AccessPage() {
  const { t } = useTranslation('access');
  const key = useLocation({ select: ({ state }) => state.__TSR_key });
  return (
    <div className={classes.page}>
      <div className={classes.narrow}>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <p className={classes.lead}>{t('lead')}</p>
        <CheckForm key={key} />
        <section className={classes.section} aria-labelledby="last-checks">
          <h2 id="last-checks">{t('checks.title')}</h2>
          <CheckList nothing={t('checks.none')} />
        </section>
      </div>
    </div>
  );
}
