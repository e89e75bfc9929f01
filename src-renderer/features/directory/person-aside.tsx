import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { useMe } from '../../app/me.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import access from '../access/access.module.css';
import classes from './directory.module.css';
import { Part } from './part.tsx';
import { Seen } from './seen.tsx';

/** Their cases that whoever looks may know of. */
export function PersonCases({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const words = useWords();
  const { format } = useOffice();
  const { may } = useMe();
  if (!may('case.read')) return null;
  return (
    <Part title={t('cases.title')}>
      {person.cases.length === 0 && <p className={classes.quiet}>{t('cases.none')}</p>}
      <ul className={classes.lines}>
        {person.cases.map(({ id, reference, status, receivedAt }) => (
          <li key={id}>
            <Link to="/case/$reference" params={{ reference }} search={{ id }} className={`${access.link} ${classes.reference}`}>
              {reference}
            </Link>
            <span className={classes.quiet}>
              {words.status(status)} · {format.date(format.dayOf(receivedAt))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What they want to hear of, and how. */
export function PersonPreferences({ person }: { readonly person: Person }) {
  const { t } = useTranslation('directory');
  const words = useWords();
  return (
    <Part title={t('preferences.title')}>
      {person.preferences.length === 0 && <p className={classes.quiet}>{t('preferences.none')}</p>}
      <ul className={classes.lines}>
        {person.preferences.map((preference) => (
          <li key={`${preference.scope} ${preference.channel}`}>
            <span>
              {words.preferenceScope(preference.scope)} {words.contactChannel(preference.channel)}:{' '}
              <b>{words.preferenceValue(preference.value)}</b>
            </span>
            <span className={classes.quiet}>
              <Seen of={preference} />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
