import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity, RequestIdentity } from '../../../src-shared/contract/identity.ts';
import { SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { wordsOf } from '../../app/connection.tsx';
import { useWords } from '../../app/words.ts';
import { KeyHint } from '../../components/keys-hint.tsx';
import { Section } from '../case/section.tsx';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { Paused } from './paused.tsx';
import { Proofs } from './proofs.tsx';
import { RequestPart } from './request-part.tsx';
import { SubjectPart } from './subject-part.tsx';
import { actFor } from './verify.ts';

/** Who asks: on file, how sure the desk must be for each request and is, and what may be done about it. Nothing else is offered. */
export function IdentitySection() {
  const { t } = useTranslation('identity');
  const { identity, error, next, verify } = useIdentity();
  if (!identity)
    return error ? (
      <Section title={t('title')}>
        <Text size="sm" c="dimmed">
          {t('failed')}: {wordsOf(error)}
        </Text>
      </Section>
    ) : null;
  return (
    <Section
      title={t('title')}
      action={
        next && (
          <Button
            size="compact-xs"
            variant="subtle"
            rightSection={<KeyHint scope="case.identity" action="verify" />}
            aria-haspopup="dialog"
            onClick={verify}
          >
            {t(next.what === 'unlock' ? 'unlock.button' : 'verify')}
          </Button>
        )
      }
    >
      {identity.needed ? <Needed identity={identity} /> : <NotNeeded identity={identity} />}
    </Section>
  );
}

/** One calm line, and nothing to fill in. What exactly is asked can still be said where that would change it. */
function NotNeeded({ identity }: { readonly identity: CaseIdentity }) {
  const { t } = useTranslation('identity');
  const { mayVerify } = useIdentity();
  return (
    <>
      <Text size="sm">{t('nobodyMayBeAsked')}</Text>
      {mayVerify && identity.requests.map(({ requestId, kind }) => <ScopeButton key={requestId} requestId={requestId} kind={kind} />)}
    </>
  );
}

function Needed({ identity }: { readonly identity: CaseIdentity }) {
  const { t } = useTranslation('identity');
  const { offered, open } = useIdentity();
  const { requests, failures, triesLeft, pause } = identity;
  return (
    <>
      <Paused identity={identity} />
      <SubjectPart identity={identity} />
      {requests.map((request) =>
        request.level === 'L0' ? (
          <NeverAsked key={request.requestId} request={request} />
        ) : (
          <RequestPart key={request.requestId} request={request} identity={identity} like={firstLike(requests, request)} />
        ),
      )}
      {offered.length > 0 && !identity.settled && (
        <ul className={classes.acts} aria-label={t('methods')}>
          {offered.map((type) => (
            <li key={type}>
              <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => open(actFor(type))}>
                {t(`method.${type}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {failures > 0 && !pause && (
        <Text size="sm" mt={10}>
          {t('failures', { count: failures })} {t('triesLeft', { count: triesLeft })}
        </Text>
      )}
      <Proofs identity={identity} />
    </>
  );
}

/** The request before this one that asks for just the same, so that it is said once. */
function firstLike(requests: readonly RequestIdentity[], { requestId, parts }: RequestIdentity): RequestIdentity['kind'] | null {
  const asked = JSON.stringify(parts);
  const first = requests.find((request) => request.level !== 'L0' && JSON.stringify(request.parts) === asked);
  return first && first.requestId !== requestId ? first.kind : null;
}

/** A request among others for which nobody may be asked. */
function NeverAsked({ request }: { readonly request: RequestIdentity }) {
  const { t } = useTranslation('identity');
  const words = useWords();
  const { mayVerify } = useIdentity();
  return (
    <div className={classes.request}>
      <h3>{words.kind(request.kind)}</h3>
      <Text size="sm">{t('nobodyMayBeAsked')}</Text>
      {mayVerify && <ScopeButton requestId={request.requestId} kind={request.kind} />}
    </div>
  );
}

/** Says what exactly is asked, where that decides whether anybody may be asked. */
function ScopeButton({ requestId, kind }: { readonly requestId: string; readonly kind: RequestIdentity['kind'] }) {
  const { t } = useTranslation('identity');
  const { open } = useIdentity();
  const words = useWords();
  if (SCOPES_OF[kind].length === 0) return null;
  return (
    <Button size="compact-xs" variant="subtle" ml={-8} mt={2} aria-haspopup="dialog" onClick={() => open({ what: 'scope', requestId })}>
      {t('scope.button')}
      <VisuallyHidden>{t('scope.for', { kind: words.kind(kind) })}</VisuallyHidden>
    </Button>
  );
}
