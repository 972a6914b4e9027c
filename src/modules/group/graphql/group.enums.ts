import { enumType } from '#platform/graphql/enums.js';
import type { HolderStanding } from '../domain/changes-of-holders.js';
import type { MessageTypeName } from '../domain/chatlab/format.js';
import type {
  EnterpriseGroupState as EnterpriseState,
  GroupRole as Role,
  SourceGroupState as SourceState,
} from '../domain/states.js';

export const SourceGroupState = enumType<SourceState>({
  name: 'SourceGroupState',
  description: 'Whether a consumer group still exists.',
  values: {
    LIVE: 'It does: it can be imported again and upgraded.',
    CEASED: 'Its successor has taken over, for good.',
  },
});

export const EnterpriseGroupState = enumType<EnterpriseState>({
  name: 'EnterpriseGroupState',
  description: 'The life of an enterprise group.',
  values: {
    FORMING: 'Its upgrade is open: it has no members, and nobody reads its history here.',
    ACTIVE: 'It has taken over the history, and its members read it.',
    DISSOLVED: 'It has ended, or its upgrade was cancelled before it began.',
  },
});

export const GroupRole = enumType<Role>({
  name: 'GroupRole',
  description: 'What somebody is in an enterprise group.',
  values: {
    OWNER: 'It is theirs.',
    ADMIN: 'They help to run it.',
    MEMBER: 'They take part.',
  },
});

export const GroupMemberStanding = enumType<HolderStanding>({
  name: 'GroupMemberStanding',
  description: 'How somebody who is in an enterprise group stands with its organization.',
  values: {
    ACTIVE: 'They have an activated account, and read the history from where it is theirs.',
    INACTIVE: 'Their account is disabled or has ended. They read nothing.',
    ACCOUNT_PASSED_ON:
      'The account with which they came in has another mobile since, and they have no other. They read nothing, and neither does who has the account by their place; `admitMember` lets that person in.',
  },
});

export const MessageType = enumType<MessageTypeName>({
  name: 'MessageType',
  description: 'What kind of message it is, by the types of the ChatLab format.',
  values: {
    TEXT: 'Text.',
    IMAGE: 'A picture.',
    VOICE: 'A voice message.',
    VIDEO: 'A video.',
    FILE: 'A file.',
    EMOJI: 'A sticker.',
    LINK: 'A link or a card.',
    LOCATION: 'A place.',
    RED_PACKET: 'A red packet.',
    TRANSFER: 'A transfer of money.',
    POKE: 'A poke.',
    CALL: 'A call.',
    SHARE: 'Something shared from elsewhere.',
    REPLY: 'An answer to another message.',
    FORWARD: 'Messages forwarded from elsewhere.',
    CONTACT: 'A contact.',
    SYSTEM: 'A notice of the platform.',
    RECALL: 'A message that its sender took back.',
    OTHER: 'Any type that the format does not name.',
  },
});
