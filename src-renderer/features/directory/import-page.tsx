import { Button, FileButton, Group, Title } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOffice } from '../../app/office.tsx';
import { FormError } from '../../components/field-error.tsx';
import settings from '../settings/settings.module.css';
import classes from './directory.module.css';
import { ImportColumns } from './import-columns.tsx';
import { ImportGoing, ImportResult } from './import-progress.tsx';
import { useImport } from './use-import.ts';

/** Takes people, accounts and what connects them in from a CSV file, after a look and a try that changes nothing. */
export function ImportSettings() {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const importing = useImport();
  const { work } = importing;
  const { stage, file, look, progress, problem } = work;
  const busy = stage === 'sending' || stage === 'trying' || stage === 'taking';
  const over = stage === 'done' || stage === 'stopped';
  const columns = (shown: NonNullable<typeof look>) => (
    <ImportColumns work={work} look={shown} onKind={(kind) => void importing.changeKind(kind)} onMapping={importing.changeMapping} />
  );
  return (
    <section className={`${settings.section} ${settings.wide}`}>
      <Title order={2}>{t('import.title')}</Title>
      <p className={settings.lead}>{t('import.words')}</p>
      <div className={classes.import}>
        {stage === 'choose' ? (
          <div className={classes.drop}>
            <IconFileSpreadsheet size={22} stroke={1.5} aria-hidden />
            <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(chosen) => chosen && void importing.choose(chosen)}>
              {(props) => (
                <Button {...props} size="sm">
                  {t('import.choose')}
                </Button>
              )}
            </FileButton>
            <span>{t('import.chooseHint')}</span>
          </div>
        ) : (
          file && (
            <Group gap={10}>
              <b>{file.name}</b>
              <span className={classes.quiet}>
                {format.bytes(file.size)} · {t('import.written', { date: format.dateTime(new Date(file.writtenAt).toISOString()) })}
              </span>
              <span style={{ flex: 1 }} />
              {!busy && (
                <Button variant="default" onClick={() => void importing.discard()}>
                  {t(over ? 'import.another' : 'import.discard')}
                </Button>
              )}
            </Group>
          )
        )}
        <FormError>{problem}</FormError>
        {busy && <ImportGoing work={work} onCancel={() => void importing.cancel()} />}
        {look && stage === 'mapping' && columns(look)}
        {stage === 'mapping' && (
          <Group gap={10}>
            <Button size="sm" onClick={() => void importing.tryOut()}>
              {t('import.try')}
            </Button>
            <span className={classes.quiet}>{t('import.tryHint')}</span>
          </Group>
        )}
        {progress && (stage === 'tried' || over) && <ImportResult stage={stage} progress={progress} />}
        {stage === 'tried' && progress && (
          <Group gap={10}>
            <Button size="sm" disabled={progress.created + progress.changed === 0} onClick={() => void importing.takeIn()}>
              {t('import.take', { count: progress.created + progress.changed })}
            </Button>
            <Button size="sm" variant="default" onClick={() => void importing.tryOut()}>
              {t('import.tryAgain')}
            </Button>
          </Group>
        )}
        {look && stage === 'tried' && columns(look)}
      </div>
    </section>
  );
}
