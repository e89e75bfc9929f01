import { Button, VisuallyHidden } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity, RequestIdentity } from '../../../src-shared/contract/identity.ts';
import { SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { showError } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';
import { type Step, shownWays, type Way } from './verify.ts';

interface Props {
  readonly request: RequestIdentity;
  readonly identity: CaseIdentity;
  /** Another request that asks for just the same, and says it. */
  readonly like: RequestIdentity['kind'] | null;
}

/** One request: how sure the desk must be and why, and the ways to become so. */
export function RequestPart({ request, identity, like }: Props) {
  const { t } = useTranslation('identity');
  const words = useWords();
  const { format } = useOffice();
  const { level, reached, reasons, settled, parts, askedSince, account, accountAllowed } = request;
  return (
    <div className={classes.request}>
      <h3>
        {words.kind(request.kind)}
        <Sign done={settled} words={t(settled ? 'settled' : 'open')} shown />
      </h3>
      <Scope request={request} />
      <p className={classes.level}>
        {t(`level.${level}`)}
        {!settled && level !== 'issuer' && ` · ${t(`reached.${reached}`)}`}
      </p>
      <p className={classes.why}>{reasons.map((reason) => t(`reason.${reason}`)).join(' ')}</p>
      {account && <p className={classes.why}>{t(accountAllowed ? 'account.allowed' : 'account.unchecked', { account: account.name })}</p>}
      {askedSince && !settled && <p className={classes.why}>{t('askedSince', { at: format.dateTime(askedSince) })}</p>}
      {like && <p className={classes.why}>{t('sameAs', { kind: words.kind(like) })}</p>}
      {(like ? [] : parts).map((part) => (
        <div key={part.who}>
          {parts.length > 1 && (
            <h4>
              {t(`who.${part.who}`)}
              <Sign done={part.settled} words={t(part.settled ? 'settled' : 'open')} />
            </h4>
          )}
          <Ways ways={shownWays(part, identity)} settled={part.settled} />
        </div>
      ))}
      {!settled && <Enough request={request} />}
    </div>
  );
}

/** What exactly is asked, as it stands, and where it is changed. */
function Scope({ request }: { readonly request: RequestIdentity }) {
  const { t } = useTranslation('identity');
  const words = useWords();
  const { mayVerify, open } = useIdentity();
  const said = request.scope ?? SCOPES_OF[request.kind][0];
  if (!said && request.level === 'issuer') return null; // an authority asks for what its paper says
  return (
    <p className={classes.scope}>
      <span>{said ? t(`scopeWords.${said}`) : t('scope.own')}</span>
      {mayVerify && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-haspopup="dialog"
          onClick={() => open({ what: 'scope', requestId: request.requestId })}
        >
          {t('scope.change')}
          <VisuallyHidden>{t('scope.of', { kind: words.kind(request.kind) })}</VisuallyHidden>
        </Button>
      )}
    </p>
  );
}

function Ways({ ways, settled }: { readonly ways: readonly Way[]; readonly settled: boolean }) {
  const { t } = useTranslation('identity');
  if (ways.length === 0) return settled ? null : <p className={classes.why}>{t('noWay')}</p>;
  return (
    <>
      {!settled && ways.length > 1 && <p className={classes.anyOne}>{t('anyOne')}</p>}
      <ul className={classes.ways}>
        {ways.map(({ id, steps }) => (
          <li key={id}>
            {steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one way, which never change their order
              <Fragment key={index}>
                {index > 0 && <span className={classes.and}>{t('and')}</span>}
                <StepLine step={step} />
              </Fragment>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  return (
    <span className={classes.step} data-done={step.done || undefined}>
      <Sign done={step.done} words={t(step.done ? 'done' : 'open')} />
      {words.step(step)}
    </span>
  );
}

/** A shape and words, never a colour alone. */
function Sign({ done, words, shown = false }: { readonly done: boolean; readonly words: string; readonly shown?: boolean }) {
  const Icon = done ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <span className={classes.sign} data-done={done || undefined}>
      <Icon size={14} aria-hidden />
      {shown ? words : <VisuallyHidden>{words}</VisuallyHidden>}
    </span>
  );
}

/** Not enough for the data themselves, but for categories: the request is then answered as that. */
function Enough({ request }: { readonly request: RequestIdentity }) {
  const { t } = useTranslation('identity');
  const { mayVerify, act, detail } = useIdentity();
  if (request.answerAs !== 'categories') return null;
  const { requestId, account, disputed } = request;
  return (
    <div className={classes.enough} role="note">
      <p>{t('enough.words')}</p>
      {mayVerify && (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          onClick={() =>
            void act((desk) =>
              desk.identity.setScope({
                caseId: detail.row.id,
                requestId,
                scope: 'categories',
                accountId: account?.id ?? null,
                disputed,
              }),
            ).catch(showError)
          }
        >
          {t('enough.button')}
        </Button>
      )}
    </div>
  );
}
