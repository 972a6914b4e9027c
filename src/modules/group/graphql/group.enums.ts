import { registerEnumType } from 'type-graphql';
import { type MessageTypeName, messageTypes } from '../domain/chatlab/format.js';
import type { HolderStanding } from '../domain/changes-of-holders.js';
import type {
  EnterpriseGroupState as EnterpriseState,
  GroupRole as Role,
  SourceGroupState as SourceState,
} from '../domain/states.js';

type Values<Value extends string> = { readonly [V in Value]: V };

export const SourceGroupState: Values<SourceState> = { LIVE: 'LIVE', CEASED: 'CEASED' };
registerEnumType(SourceGroupState, {
  name: 'SourceGroupState',
  description: 'Whether a consumer group still exists.',
  valuesConfig: {
    LIVE: { description: 'It does: it can be imported again and upgraded.' },
    CEASED: { description: 'Its successor has taken over, for good.' },
  },
});

export const EnterpriseGroupState: Values<EnterpriseState> = {
  FORMING: 'FORMING',
  ACTIVE: 'ACTIVE',
  DISSOLVED: 'DISSOLVED',
};
registerEnumType(EnterpriseGroupState, {
  name: 'EnterpriseGroupState',
  description: 'The life of an enterprise group.',
  valuesConfig: {
    FORMING: { description: 'Its upgrade is open: it has no members, and nobody reads its history here.' },
    ACTIVE: { description: 'It has taken over the history, and its members read it.' },
    DISSOLVED: { description: 'It has ended, or its upgrade was cancelled before it began.' },
  },
});

export const GroupRole: Values<Role> = { OWNER: 'OWNER', ADMIN: 'ADMIN', MEMBER: 'MEMBER' };
registerEnumType(GroupRole, {
  name: 'GroupRole',
  description: 'What somebody is in an enterprise group.',
  valuesConfig: {
    OWNER: { description: 'It is theirs.' },
    ADMIN: { description: 'They help to run it.' },
    MEMBER: { description: 'They take part.' },
  },
});

export const GroupMemberStanding: Values<HolderStanding> = {
  ACTIVE: 'ACTIVE',
  INACTIVE: 'INACTIVE',
  ACCOUNT_PASSED_ON: 'ACCOUNT_PASSED_ON',
};
registerEnumType(GroupMemberStanding, {
  name: 'GroupMemberStanding',
  description: 'How somebody who is in an enterprise group stands with its organization.',
  valuesConfig: {
    ACTIVE: { description: 'They have an activated account, and read the history from where it is theirs.' },
    INACTIVE: { description: 'Their account is disabled or has ended. They read nothing.' },
    ACCOUNT_PASSED_ON: {
      description:
        'The account with which they came in has another mobile since, and they have no other. They read nothing, and neither does who has the account by their place; `admitMember` lets that person in.',
    },
  },
});

export const MessageType = Object.fromEntries(
  Object.values(messageTypes).map((name) => [name, name]),
) as Values<MessageTypeName>;
registerEnumType(MessageType, {
  name: 'MessageType',
  description: 'What kind of message it is, by the types of the ChatLab format.',
  valuesConfig: {
    TEXT: { description: 'Text.' },
    IMAGE: { description: 'A picture.' },
    VOICE: { description: 'A voice message.' },
    VIDEO: { description: 'A video.' },
    FILE: { description: 'A file.' },
    EMOJI: { description: 'A sticker.' },
    LINK: { description: 'A link or a card.' },
    LOCATION: { description: 'A place.' },
    RED_PACKET: { description: 'A red packet.' },
    TRANSFER: { description: 'A transfer of money.' },
    POKE: { description: 'A poke.' },
    CALL: { description: 'A call.' },
    SHARE: { description: 'Something shared from elsewhere.' },
    REPLY: { description: 'An answer to another message.' },
    FORWARD: { description: 'Messages forwarded from elsewhere.' },
    CONTACT: { description: 'A contact.' },
    SYSTEM: { description: 'A notice of the platform.' },
    RECALL: { description: 'A message that its sender took back.' },
    OTHER: { description: 'Any type that the format does not name.' },
  },
});
