import type { ClientBase } from 'pg';
import { copyInto, copyRow } from '#platform/db/copy.js';
import type { ChatLabMember, ChatLabMessage } from '../../domain/chatlab/format.js';
import { contentKey } from '../../domain/content-key.js';

/**
 * What a file holds, on its way into the tables: members (without a type; `content` is their aliases and roles) and
 * messages, each kind counted from 1 in the order of the file. A temporary table of the import's own connection, so
 * it costs no log, is seen by nobody else, and goes with the connection.
 */
export async function createStage(client: ClientBase): Promise<void> {
  await client.query(
    `create temporary table group_import (
       position            int  not null,
       line                int  not null,
       type                int,
       sent_at             bigint,
       content_key         uuid,
       platform_message_id text,
       sender              text not null,
       account_name        text,
       group_nickname      text,
       content             text,
       reply_to            text)`,
  );
}

/** Copies rows of `stagedMember` and `stagedMessage`, then lets the planner know how many there are of either. */
export async function fillStage(client: ClientBase, pieces: AsyncIterable<string>): Promise<void> {
  await copyInto(client, 'copy group_import from stdin', pieces);
  // The members are few among the messages, and are looked at again and again.
  await client.query('create index on group_import (position) where type is null');
  await client.query('analyze group_import');
}

export function stagedMember(position: number, line: number, member: ChatLabMember): string {
  const { platformId, accountName, groupNickname, aliases, roles } = member;
  const rest = JSON.stringify({ aliases, roles: roles.map((role) => role.id) });
  return copyRow([
    position,
    line,
    null,
    null,
    null,
    null,
    platformId,
    accountName,
    groupNickname,
    rest,
    null,
  ]);
}

export function stagedMessage(position: number, line: number, message: ChatLabMessage): string {
  return copyRow([
    position,
    line,
    message.type,
    message.timestamp,
    message.platformMessageId === null ? contentKey(message) : null,
    message.platformMessageId,
    message.sender,
    message.accountName,
    message.groupNickname,
    message.content,
    message.replyToMessageId,
  ]);
}
