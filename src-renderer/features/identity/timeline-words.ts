import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { DATA_CLASSES } from '../../../src-shared/vocabulary/directory.ts';
import { FACTORS, PROOF_TYPES, REQUEST_SCOPES } from '../../../src-shared/vocabulary/identity.ts';
import { useWords } from '../../app/words.ts';
import { useIdentityWords } from './identity-words.ts';

type Facts = TimelineEntry['facts'];
type IdentityType = Extract<
  TimelineEntry['type'],
  `identity_${string}` | 'subject_linked' | 'subject_unlinked' | 'scope_changed' | 'file_added' | 'access_checked'
>;

const text = (fact: Facts[string] | undefined) => (typeof fact === 'string' ? fact : '');
const memberOf = <Member extends string>(members: readonly Member[], fact: Facts[string] | undefined) =>
  members.find((member) => member === fact) ?? null;

/** What was done to know who asks, as a sentence without its actor: `recorded: email address matched`. */
export function useIdentityTimelineWords(): (type: IdentityType, facts: Facts) => string {
  const { t } = useTranslation('identity');
  const words = useWords();
  const said = useIdentityWords();
  const proofOf = (facts: Facts) => {
    const type = memberOf(PROOF_TYPES, facts.type);
    return type ? said.proof({ type, factor: memberOf(FACTORS, facts.factor) }) : '–';
  };

  return (type, facts) => {
    const name = text(facts.name);
    const reason = text(facts.reason);
    switch (type) {
      case 'subject_linked':
      case 'subject_unlinked':
        return t(`timeline.${type}`);
      case 'scope_changed': {
        const kind = memberOf(REQUEST_KINDS, facts.kind);
        const scope = memberOf(REQUEST_SCOPES, facts.scope);
        if (!kind) return t('timeline.scope_changed');
        return scope
          ? t('timeline.scope_changed_to', { kind: words.kind(kind), scope: t(`scopeWords.${scope}`) })
          : t('timeline.scope_changed_of', { kind: words.kind(kind) });
      }
      case 'identity_proof':
        return t('timeline.identity_proof', { proof: proofOf(facts) });
      case 'identity_withdrawn':
        return t(reason ? 'timeline.withdrawn_because' : 'timeline.identity_withdrawn', { proof: proofOf(facts), reason });
      case 'identity_failed': {
        const factor = memberOf(FACTORS, facts.factor);
        if (facts.method === 'code' || facts.method === 'call_back') return t(`timeline.failed_${facts.method}`);
        return factor ? t('timeline.failed_match', { factor: t(`factor.${factor}`) }) : t('timeline.identity_failed');
      }
      case 'identity_code_sent':
      case 'identity_called':
        return t(`timeline.${type}`);
      case 'identity_paused': {
        const until = text(facts.until);
        return Number.isNaN(Date.parse(until)) ? t('timeline.identity_paused') : t('timeline.paused_until', { until: said.until(until) });
      }
      case 'identity_unlocked':
        return t('timeline.identity_unlocked', { reason });
      case 'identity_file_deleted':
        return t('timeline.identity_file_deleted', { name });
      case 'file_added':
        return t(facts.purpose === 'verification' ? 'timeline.paper_added' : 'timeline.file_added');
      case 'access_checked': {
        const dataClass = memberOf(DATA_CLASSES, facts.dataClass);
        const answer = memberOf(['allow', 'deny', 'unknown'], facts.answer);
        if (!dataClass || !answer) return t('timeline.access_checked');
        return t(`timeline.access_${answer}`, { what: words.dataClass(dataClass), account: text(facts.account) || '–' });
      }
    }
  };
}
