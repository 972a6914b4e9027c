import { ApiError, present, type ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { EnterpriseGroupHistoryQuery } from '../gql/graphql.js';
import type { ChatLabFile, FileMessage } from '../input/chatlab-file.js';
import { allNodes } from '../pages.js';

const SourceGroupProof = graphql(`
  query SourceGroupProof($id: ID!) {
    sourceGroup(id: $id) {
      name
      memberCount
      historyProof {
        messageCount
        digest
      }
    }
  }
`);

const EnterpriseGroupProof = graphql(`
  query EnterpriseGroupProof($id: ID!) {
    enterpriseGroup(id: $id) {
      name
      state
      members(first: 1) {
        totalCount
      }
      historyProof {
        messageCount
        digest
      }
    }
  }
`);

const EnterpriseGroupHistory = graphql(`
  query EnterpriseGroupHistory($id: ID!, $after: String) {
    enterpriseGroup(id: $id) {
      history(first: 100, after: $after) {
        edges {
          node {
            ordinal
            platformMessageId
            sender {
              closed
              platformId
            }
            sentAt
            type
            content
            replyTo {
              platformMessageId
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export type Proof = { readonly messageCount: number; readonly digest: string };

export async function sourceProof(api: ApiClient, id: string): Promise<Proof> {
  return (await api.call(SourceGroupProof, { id })).sourceGroup.historyProof;
}

export async function enterpriseProof(
  api: ApiClient,
  id: string,
): Promise<Proof & { readonly members: number }> {
  const { historyProof, members } = (await api.call(EnterpriseGroupProof, { id })).enterpriseGroup;
  return { ...historyProof, members: members.totalCount };
}

type Message = NonNullable<
  EnterpriseGroupHistoryQuery['enterpriseGroup']['history']
>['edges'][number]['node'];

export type Comparison = {
  /** Messages that were read. */
  readonly read: number;
  /** What differs from the file first, if anything. */
  readonly difference: string | undefined;
};

/** Reads the whole history as one of its members, beside the file it was imported from. */
export async function compareHistory(
  api: ApiClient,
  enterpriseGroupId: string,
  file: ChatLabFile,
  tell: (detail: string) => void,
): Promise<Comparison> {
  const expected = file.messages();
  let read = 0;
  let difference: string | undefined;
  for await (const message of history(api, enterpriseGroupId)) {
    read += 1;
    const next = await expected.next();
    const differs = next.done ? 'the file has no such message' : differing(message, next.value, read);
    if (differs !== undefined) difference ??= `message ${read}: ${differs}`;
    if (read % 100 === 0) tell(`${read} messages`);
  }
  const left = await expected.next();
  if (!left.done) difference ??= `message ${read + 1} of the file is missing`;
  return { read, difference };
}

function history(api: ApiClient, id: string): AsyncGenerator<Message> {
  return allNodes(async (after) => {
    const { enterpriseGroup } = await api.call(EnterpriseGroupHistory, { id, after });
    return present(enterpriseGroup.history, 'history');
  });
}

/** The names that the API has for ChatLab's numbers; any other number is OTHER. */
const TYPES: Readonly<Record<number, string>> = {
  0: 'TEXT',
  1: 'IMAGE',
  2: 'VOICE',
  3: 'VIDEO',
  4: 'FILE',
  5: 'EMOJI',
  7: 'LINK',
  8: 'LOCATION',
  20: 'RED_PACKET',
  21: 'TRANSFER',
  22: 'POKE',
  23: 'CALL',
  24: 'SHARE',
  25: 'REPLY',
  26: 'FORWARD',
  27: 'CONTACT',
  80: 'SYSTEM',
  81: 'RECALL',
};

/**
 * The first thing in which a message is not what the file holds. What was recalled is not shown any more, nor who it is
 * that wrote and did not join.
 */
function differing(message: Message, expected: FileMessage, ordinal: number): string | undefined {
  const type = TYPES[expected.type] ?? 'OTHER';
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['ordinal', message.ordinal, ordinal],
    ['id', message.platformMessageId ?? null, expected.id],
    ['sender', message.sender.platformId ?? null, message.sender.closed ? null : expected.sender],
    ['time', Date.parse(message.sentAt) / 1000, expected.timestamp],
    ['type', message.type, type],
    ['content', message.content ?? null, type === 'RECALL' ? null : expected.content],
    ['reply', message.replyTo?.platformMessageId ?? null, expected.replyTo],
  ];
  const wrong = pairs.find(([, actual, wanted]) => actual !== wanted);
  return wrong && `${wrong[0]} is ${JSON.stringify(wrong[1])} and not ${JSON.stringify(wrong[2])}`;
}

/** The codes of the errors that a caller gets for the history; none when they may read it. */
export async function refusalOfHistory(api: ApiClient, id: string): Promise<readonly string[]> {
  try {
    await api.call(EnterpriseGroupHistory, { id, after: null });
    return [];
  } catch (error) {
    if (error instanceof ApiError) return error.codes;
    throw error;
  }
}
