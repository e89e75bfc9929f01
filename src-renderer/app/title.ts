import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announce.tsx';

/** The window's title by its place: places and references, never a name. Said to screen readers when the place changes. */
export function usePageTitle(pathname: string): void {
  const { t } = useTranslation('app');
  const [, area, rest] = pathname.split('/');
  const place =
    area === 'case'
      ? (rest ?? '')
      : area === 'intake'
        ? t('nav.intake')
        : area === 'identity'
          ? t('nav.paused')
          : area === 'opt-outs'
            ? t('nav.optOuts')
            : area === 'settings'
              ? t('nav.settings')
              : area === 'people' || area === 'access' || area === 'accounts'
                ? t(`nav.${area}`)
                : t('nav.queue');
  const title = t('title', { place });
  useEffect(() => {
    if (document.title !== title) announce(place);
    document.title = title;
    // A page that takes the focused element away leaves the keyboard nowhere: the new page takes it.
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
  }, [title, place]);
}
