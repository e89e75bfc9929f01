import type { Connection } from '../database/open.ts';
import type { MailMessage } from './mail/message.ts';
import { selectByContent, selectByHeader } from './store.ts';

export type Sameness =
  /** The very message is here already. */
  | { readonly is: 'same'; readonly other: string }
  /** Its Message-ID was used for other content: kept, and a person looks twice. */
  | { readonly is: 'same_id_other_content'; readonly other: string }
  /** Sent again: a new message, linked as a duplicate. */
  | { readonly is: 'same_content'; readonly other: string }
  | { readonly is: 'new' };

/** How a message stands to those that are here, taken in or waiting. Without a Message-ID, the same content at the same time is the same. */
export function samenessOf(db: Connection, message: Pick<MailMessage, 'messageId' | 'contentHash' | 'receivedAt'>): Sameness {
  const withId = message.messageId === null ? [] : selectByHeader(db, message.messageId);
  const alike = selectByContent(db, message.contentHash);
  const same =
    withId.find((other) => other.content_hash === message.contentHash) ??
    (message.messageId === null ? alike.find((other) => other.header_id === null && other.received_at === message.receivedAt) : undefined);
  if (same) return { is: 'same', other: same.id };
  if (withId[0]) return { is: 'same_id_other_content', other: withId[0].id };
  if (alike[0]) return { is: 'same_content', other: alike[0].id };
  return { is: 'new' };
}
