import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PortProblem } from '../../app/port.ts';
import { Frame } from './frame.tsx';

/** The page itself broke: the desk behind it goes on. */
export function BrokenPage() {
  const { t } = useTranslation('session');
  return (
    <Frame title={t('broken.title')} words={t('broken.words')}>
      <Button mt="lg" size="sm" onClick={() => location.reload()}>
        {t('broken.reload')}
      </Button>
    </Frame>
  );
}

/** The desk behind this page is gone, or never was: nothing can be done here but start it again. */
export function StoppedPage({ problem }: { readonly problem: PortProblem }) {
  const { t } = useTranslation('session');
  return <Frame title={t('stopped.title')} words={t(`stopped.${problem.code}`)} />;
}
