import { messageTypeName, type MessageTypeName } from './chatlab/format.js';
import { closedName, erasedName } from './closed-identity.js';
import { displayName } from './display-name.js';

/** What a reader's statement finds of a message. */
interface Read {
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly type: number;
  readonly content: string | null;
  readonly inGroup: boolean;
  readonly erased: boolean;
}

export interface ShownSender {
  readonly closed: boolean;
  readonly displayName: string;
  readonly platformId: string | null;
}

/** How readers see who wrote a message: those who are not in the group by the name of that time and nothing else. */
export function shownSender(read: Read, conversationId: string): ShownSender {
  const { inGroup, erased, platformId } = read;
  if (inGroup) return { closed: false, displayName: displayName(read), platformId };
  const name = erased ? erasedName(conversationId, platformId) : closedName(read);
  return { closed: true, displayName: name, platformId: null };
}

export interface ShownText {
  readonly type: MessageTypeName;
  readonly content: string | null;
  readonly recalled: boolean;
}

/** How readers see what was written: what was taken back is not shown. */
export function shownText({ type: code, content }: Read): ShownText {
  const type = messageTypeName(code);
  const recalled = type === 'RECALL';
  return { type, content: recalled ? null : content, recalled };
}
