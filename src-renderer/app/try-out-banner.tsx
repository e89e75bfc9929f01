import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** In a browser the desk is for trying out: the page says so, always. */
export function TryOutBanner() {
  const { t } = useTranslation('app');
  return (
    <aside className={classes.banner} aria-label={t('tryOutLabel')}>
      <IconFlask size={13} aria-hidden />
      {t('tryOut')}
    </aside>
  );
}
