import { useTranslation } from 'react-i18next';
import type { Band, BuiltInView } from '../../src-shared/contract/cases.ts';
import type {
  CaseStatus,
  Channel,
  DenialReason,
  Outcome,
  RequesterRole,
  RequestKind,
  SuggestedKind,
} from '../../src-shared/vocabulary/case.ts';
import type { OptOutState, ScriptPurpose } from '../../src-shared/vocabulary/consent.ts';
import type {
  AccountStatus,
  ContactChannel,
  DataClass,
  FactKind,
  GrantPermission,
  GrantState,
  PreferenceScope,
  PreferenceValue,
  RelationKind,
} from '../../src-shared/vocabulary/directory.ts';
import type { Role } from '../../src-shared/vocabulary/permissions.ts';
import vocabulary from '../locales/en/vocabulary.json';

const isNamed = (regime: string): regime is keyof typeof vocabulary.regime => regime in vocabulary.regime;

/** The names of the closed lists, as people read them. */
export function useWords() {
  const { t } = useTranslation('vocabulary');
  return {
    kind: (kind: RequestKind) => t(`kind.${kind}`),
    suggested: (kind: SuggestedKind) => (kind === 'not_a_request' || kind === 'unsure' ? t(`suggested.${kind}`) : t(`kind.${kind}`)),
    channel: (channel: Channel) => t(`channel.${channel}`),
    status: (status: CaseStatus) => t(`status.${status}`),
    outcome: (outcome: Outcome) => t(`outcome.${outcome}`),
    denialReason: (reason: DenialReason) => t(`denialReason.${reason}`),
    requesterRole: (role: RequesterRole) => t(`requesterRole.${role}`),
    role: (role: Role) => t(`role.${role}`),
    view: (view: BuiltInView) => t(`view.${view}`),
    band: (band: Band) => t(`band.${band}`),
    /** A regime that this version has no word for is named by its id. */
    regime: (regime: string) => (isNamed(regime) ? t(`regime.${regime}`) : regime.toUpperCase()),
    fact: (kind: FactKind) => t(`factKind.${kind}`),
    dataClass: (dataClass: DataClass) => t(`dataClass.${dataClass}`),
    permission: (permission: GrantPermission) => t(`grantPermission.${permission}`),
    relation: (kind: RelationKind) => t(`relationKind.${kind}`),
    accountStatus: (status: AccountStatus) => t(`accountStatus.${status}`),
    grantState: (state: GrantState) => t(`grantState.${state}`),
    preferenceScope: (scope: PreferenceScope) => t(`preferenceScope.${scope}`),
    contactChannel: (channel: ContactChannel) => t(`contactChannel.${channel}`),
    optOutState: (state: OptOutState) => t(`optOutState.${state}`),
    scriptPurpose: (purpose: ScriptPurpose) => t(`scriptPurpose.${purpose}`),
    preferenceValue: (value: PreferenceValue) => t(`preferenceValue.${value}`),
    answer: (answer: 'allow' | 'deny' | 'unknown') => t(`answer.${answer}`),
    /** Where a fact comes from: our staff, the demo, a CSV file, and that by its name where it is known. */
    source: (source: string) =>
      source === 'staff' || source === 'demo' || source === 'csv'
        ? t(`source.${source}`)
        : t('source.file', { name: source.replace(/^csv:/, '') }),
    nobody: () => t('nobody'),
    /** Who did something: `system` is the desk itself. */
    actor: (name: string) => (name === 'system' ? t('system') : name),
  };
}
