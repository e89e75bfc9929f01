import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import { CONTACT_CHANNELS, type ContactChannel, type PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';

type Staged = readonly StagedOptOut[];

/** What has a key of its own, in the order of the keys. */
export const OPT_OUT_KEYS = [
  { id: 'email', scope: 'marketing', channels: ['email'] },
  { id: 'phone', scope: 'marketing', channels: ['voice'] },
  { id: 'text', scope: 'marketing', channels: ['sms'] },
  { id: 'post', scope: 'marketing', channels: ['post'] },
  { id: 'all', scope: 'marketing', channels: CONTACT_CHANNELS },
  { id: 'any', scope: 'any_contact', channels: CONTACT_CHANNELS },
] as const satisfies readonly { id: string; scope: PreferenceScope; channels: readonly ContactChannel[] }[];
export type OptOutKey = (typeof OPT_OUT_KEYS)[number];

/** The rest, for the menu. What is done with data knows no channels: one stands for all. */
export const OTHER_OPT_OUTS = [
  { scope: 'third_party_offers', channels: CONTACT_CHANNELS },
  { scope: 'policy_changes', channels: CONTACT_CHANNELS },
  { scope: 'sale_or_sharing', channels: ['email'] },
  { scope: 'limit_sensitive', channels: ['email'] },
] as const satisfies readonly { scope: PreferenceScope; channels: readonly ContactChannel[] }[];

const channelsOf = (staged: Staged, scope: PreferenceScope): readonly ContactChannel[] =>
  staged.flatMap((one) => (one.scope === scope ? one.channels : []));

/** Whether all of this was said. */
export function isStaged(staged: Staged, scope: PreferenceScope, channels: readonly ContactChannel[]): boolean {
  const said = channelsOf(staged, scope);
  return channels.every((channel) => said.includes(channel));
}

/** Adds what was said, or takes it back where all of it was said before. */
export function toggled(staged: Staged, scope: PreferenceScope, channels: readonly ContactChannel[]): StagedOptOut[] {
  const off = isStaged(staged, scope, channels);
  const said = channelsOf(staged, scope);
  const kept = CONTACT_CHANNELS.filter((channel) => (channels.includes(channel) ? !off : said.includes(channel)));
  const others = staged.filter((one) => one.scope !== scope).map((one) => ({ ...one }));
  return kept.length === 0 ? others : [...others, { scope, channels: kept }];
}
