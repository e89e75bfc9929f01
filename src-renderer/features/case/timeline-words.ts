import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, DENIAL_REASONS, OUTCOMES, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { CONTACT_CHANNELS, PREFERENCE_SCOPES } from '../../../src-shared/vocabulary/directory.ts';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { useCallsTimelineWords } from '../calls/timeline-words.ts';
import { useDatesTimelineWords } from '../deadlines/timeline-words.ts';
import { useIdentityTimelineWords } from '../identity/timeline-words.ts';

type Fact = TimelineEntry['facts'][string] | undefined;

function memberOf<Member extends string>(members: readonly Member[], fact: Fact): Member | null {
  return members.find((member) => member === fact) ?? null;
}

/** What happened, as a sentence without its actor: `moved to In progress`. Facts of a newer version that are not known are left out. */
export function useTimelineWords(): (entry: TimelineEntry) => string {
  const { t } = useTranslation('case');
  const words = useWords();
  const dates = useDatesTimelineWords();
  const identity = useIdentityTimelineWords();
  const calls = useCallsTimelineWords();
  const { format } = useOffice();

  const kindOf = (fact: Fact) => {
    const kind = memberOf(REQUEST_KINDS, fact);
    return kind ? words.kind(kind) : '–';
  };
  const statusOf = (fact: Fact) => {
    const status = memberOf(CASE_STATUSES, fact);
    return status ? words.status(status) : '–';
  };
  const fieldWords = {
    name: t('requester.name'),
    role: t('requester.role'),
    email: t('requester.email'),
    phone: t('requester.phone'),
    address: t('requester.address'),
    customerNumber: t('requester.customerNumber'),
    country: t('requester.country'),
    region: t('requester.region'),
  };
  const text = (fact: Fact) => (typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '');

  return function sentence({ type, facts }) {
    switch (type) {
      case 'taken_in': {
        const channel = memberOf(CHANNELS, facts.channel);
        return channel ? t('timeline.taken_in_by', { channel: words.channel(channel) }) : t('timeline.taken_in');
      }
      case 'message':
        return t('timeline.message');
      case 'note':
        return t('timeline.note');
      case 'moved': {
        const status = statusOf(facts.to);
        if (facts.ownDecision === true) return t('timeline.moved_own', { status, reason: text(facts.reason) });
        return facts.approved === true ? t('timeline.moved_approved', { status }) : t('timeline.moved', { status });
      }
      case 'assigned':
        return facts.to === null || facts.to === undefined ? t('timeline.unassigned') : t('timeline.assigned', { name: text(facts.to) });
      case 'request_added':
        return t('timeline.request_added', { kind: kindOf(facts.kind) });
      case 'request_changed':
        return facts.from === facts.to
          ? t('timeline.request_confirmed', { kind: kindOf(facts.to) })
          : t('timeline.request_changed', { from: kindOf(facts.from), kind: kindOf(facts.to) });
      case 'request_removed':
        return t('timeline.request_removed', { kind: kindOf(facts.kind) });
      case 'outcome': {
        const outcome = memberOf(OUTCOMES, facts.outcome);
        const kind = kindOf(facts.kind);
        if (!outcome) return t('timeline.outcome_taken_back', { kind });
        const reason = memberOf(DENIAL_REASONS, facts.denialReason);
        const said = reason ? `${words.outcome(outcome)} (${words.denialReason(reason)})` : words.outcome(outcome);
        return t('timeline.outcome', { kind, outcome: said });
      }
      case 'requester_changed': {
        const fields = text(facts.fields)
          .split(', ')
          .map((field) => fieldWords[field as keyof typeof fieldWords] ?? '')
          .filter(Boolean);
        return fields.length > 0 ? t('timeline.requester_changed', { fields: format.list(fields) }) : t('timeline.requester_changed_some');
      }
      case 'duplicate_linked':
        return t('timeline.duplicate_linked', { reference: text(facts.reference) });
      case 'duplicate_unlinked':
        return t('timeline.duplicate_unlinked');
      case 'revealed':
        return t('timeline.revealed', {
          field: fieldWords[facts.field as keyof typeof fieldWords] ?? '–',
          reason: text(facts.reason),
        });
      case 'reopened':
        return t('timeline.reopened', { reason: text(facts.reason) });
      case 'undone':
        return t('timeline.undone');
      case 'deadline_event':
      case 'deadline_withdrawn':
      case 'extension_proposed':
      case 'extension_decided':
      case 'regimes_changed':
      case 'receipt_changed':
        return dates(type, facts);
      case 'subject_linked':
      case 'subject_unlinked':
      case 'scope_changed':
      case 'identity_proof':
      case 'identity_withdrawn':
      case 'identity_failed':
      case 'identity_code_sent':
      case 'identity_called':
      case 'identity_paused':
      case 'identity_unlocked':
      case 'identity_file_deleted':
      case 'file_added':
      case 'access_checked':
        return identity(type, facts);
      case 'called':
      case 'consented':
        return calls(type, facts);
      case 'opted_out': {
        const scope = memberOf(PREFERENCE_SCOPES, facts.scope);
        const channels = text(facts.channels)
          .split(', ')
          .flatMap((channel) => memberOf(CONTACT_CHANNELS, channel) ?? [])
          .map(words.contactChannel);
        const what = scope ? words.preferenceScope(scope) : '–';
        if (channels.length === 0) return t('timeline.opted_out', { scope: what });
        return t('timeline.opted_out_by', { scope: what, channels: format.list(channels) });
      }
      case 'opt_out_confirmed': {
        const note = text(facts.note);
        if (note === '') return t('timeline.opt_out_confirmed');
        return facts.all === true ? t('timeline.opt_out_by_hand_all', { note }) : t('timeline.opt_out_by_hand', { note });
      }
      case 'opt_out_failed':
        return t('timeline.opt_out_failed', { reason: text(facts.reason) });
    }
  };
}
