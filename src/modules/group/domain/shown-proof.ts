import type { HistoryChain } from './history-proof.js';
import { shownSender, shownText } from './shown-message.js';

/** A message as a reader's statement finds it. */
export interface ReadMessage {
  readonly platformMessageId: string | null;
  /** A pseudonym where the author was erased. */
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly sentAt: Date;
  readonly type: number;
  readonly content: string | null;
  readonly replyTo: string | null;
  /** Whether the sender is in the group. */
  readonly inGroup: boolean;
  /** The sender's account, if they are in the group and one is theirs. */
  readonly memberId: string | null;
  readonly erased: boolean;
}

/** What is known of the authors without looking at how they are shown. */
export interface KnownAuthors {
  readonly conversationId: string;
  /** The accounts of those who are in the group, by their platform ids; null for one that is nobody's any more. */
  readonly inGroup: ReadonlyMap<string, string | null>;
}

/**
 * Adds a message to the proof of what a group shows, as readers get it. What they are not shown for a reason counts as
 * it is stored: the text of what was taken back, the id and the names of who is shown as they must be. Whoever is shown
 * otherwise counts as they are shown, so that the proof is another: a member as a stranger or as another member, a
 * stranger as a member, somebody erased of whom no digest was kept, or somebody of whom one was kept who is not shown as erased.
 */
export function chainShown(
  chain: HistoryChain,
  read: ReadMessage,
  known: KnownAuthors,
  kept: Uint8Array | undefined,
): void {
  const sender = shownSender(read, known.conversationId);
  const text = shownText(read);
  const account = known.inGroup.get(read.platformId);
  const asMember = account !== undefined && !sender.closed && account === read.memberId;
  const asStranger = account === undefined && sender.closed;
  const rightly = read.erased
    ? sender.closed && kept !== undefined
    : (asMember || asStranger) && kept === undefined;
  const stored = {
    sender: read.platformId,
    accountName: read.accountName,
    groupNickname: read.groupNickname,
  };
  const shown = {
    sender: sender.closed ? 'closed' : 'open',
    accountName: sender.displayName,
    groupNickname: null,
  };
  chain.add(
    {
      platformMessageId: read.platformMessageId,
      ...(rightly ? stored : shown),
      timestamp: Math.floor(read.sentAt.getTime() / 1000),
      type: read.type,
      content: text.recalled ? (text.content ?? read.content) : text.content,
      replyToMessageId: read.replyTo,
    },
    rightly ? kept : undefined,
  );
}
