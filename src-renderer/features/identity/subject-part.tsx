import { Button, Text, VisuallyHidden } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';

/** Whom on file the case is about: linked, or who may be the one and what fits. */
export function SubjectPart({ identity: { subject, candidates, requests } }: { readonly identity: CaseIdentity }) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  const { mayVerify, open, link, notOnFile } = useIdentity();
  if (subject)
    return (
      <div className={classes.subject}>
        <p className={classes.name} dir="auto">
          <IconUserCheck size={15} role="img" aria-label={t('subject.onFile')} /> {subject.name}
        </p>
        <p className={classes.apart}>{words.apart(subject)}</p>
        {mayVerify && (
          <div className={classes.quietActs}>
            <Button size="compact-xs" variant="subtle" aria-haspopup="dialog" onClick={() => open({ what: 'search' })}>
              {t('subject.change')}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => void link(null)}>
              {t('subject.unlink')}
            </Button>
          </div>
        )}
      </div>
    );
  // An authority is proven by its issuer: whom it asks about may be said, and need not.
  const about = requests.some(({ parts }) => parts.some(({ who }) => who !== 'issuer'));
  if (!about && candidates.length === 0) return null;
  return (
    <div className={classes.subject}>
      <Text size="sm">{t(candidates.length > 0 ? 'subject.maybe' : notOnFile ? 'subject.notOnFile' : 'subject.nobody')}</Text>
      <ul className={classes.candidates} aria-label={t('subject.candidates')}>
        {candidates.map((person) => (
          <Candidate
            key={person.id}
            person={person}
            keyed={candidates.length === 1}
            onLink={mayVerify ? () => void link(person.id) : null}
          />
        ))}
      </ul>
      {mayVerify && (
        <div className={classes.quietActs}>
          <Button
            size="compact-xs"
            variant="subtle"
            rightSection={<KeyHint scope="case.identity" action="search" />}
            aria-haspopup="dialog"
            onClick={() => open({ what: 'search' })}
          >
            {t('subject.search')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface CandidateProps {
  readonly person: PersonMatch;
  readonly keyed: boolean;
  readonly onLink: (() => void) | null;
}

function Candidate({ person, keyed, onLink }: CandidateProps) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  const matched = words.matched(person);
  return (
    <li>
      <div>
        <b dir="auto">{person.name}</b>
        <small>{words.apart(person)}</small>
        {matched && <small>{t('subject.fits', { facts: matched })}</small>}
      </div>
      {onLink && (
        <Button
          size="compact-xs"
          variant="default"
          rightSection={keyed && <KeyHint scope="case.identity" action="link" />}
          onClick={onLink}
        >
          {t('subject.link')}
          <VisuallyHidden> {person.name}</VisuallyHidden>
        </Button>
      )}
    </li>
  );
}
