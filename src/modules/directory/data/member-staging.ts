import type { ClientBase } from 'pg';
import { newId } from '#kernel/ids.js';
import { copyInto, copyRow } from '#platform/db/copy.js';
import type { Sql } from '#platform/db/sql.js';
import type { Gender } from '../domain/member.js';

/** One sound line of a member file. */
export interface StagedMember {
  readonly line: number;
  readonly userId: string;
  readonly name: string;
  readonly alias: string | null;
  /** E.164. */
  readonly mobile: string;
  readonly email: string | null;
  readonly position: string | null;
  readonly gender: Gender | null;
  readonly address: string | null;
  readonly telephone: string | null;
  /** At least one; the first is the main department. Ids are the company's own. */
  readonly departments: readonly {
    readonly departmentId: string;
    readonly isLeader: boolean;
    readonly order: number | null;
  }[];
  readonly disabled: boolean;
}

const COPY = `copy member_import (operation_id, line, id, user_id, name, alias, mobile, email, position, gender, address,
  telephone, departments, leaders, orders, disabled) from stdin`;
/** Characters of text handed to the server at once. */
const PIECE = 64 * 1024;

/** Streams lines to the server as they come: memory does not grow with the file. */
export function stageMembers(
  client: ClientBase,
  operationId: string,
  members: AsyncIterable<StagedMember>,
): Promise<void> {
  return copyInto(client, COPY, pieces(operationId, members));
}

async function* pieces(operationId: string, members: AsyncIterable<StagedMember>): AsyncGenerator<string> {
  let piece = '';
  for await (const member of members) {
    piece += encode(operationId, member);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function encode(operationId: string, member: StagedMember): string {
  const { departments } = member;
  return copyRow([
    operationId,
    member.line,
    newId(),
    member.userId,
    member.name,
    member.alias,
    member.mobile,
    member.email,
    member.position,
    member.gender,
    member.address,
    member.telephone,
    // Department ids and numbers are digits: nothing in these arrays needs quoting.
    `{${departments.map((place) => place.departmentId).join(',')}}`,
    `{${departments.map((place) => place.isLeader).join(',')}}`,
    `{${departments.map((place) => place.order ?? 'null').join(',')}}`,
    String(member.disabled),
  ]);
}

/** Notes for each line the first one with the same mobile, or with the same user id, where that is an earlier one. */
export async function markRepeated(sql: Sql, operationId: string): Promise<void> {
  await sql.run(
    `update member_import i set same_mobile_line = nullif(f.mobile_line, i.line),
       same_user_id_line = nullif(f.user_id_line, i.line)
     from (select line, min(line) over (partition by mobile) as mobile_line,
         min(line) over (partition by lower(user_id)) as user_id_line
       from member_import where operation_id = $1) f
     where i.operation_id = $1 and f.line = i.line and (f.mobile_line < i.line or f.user_id_line < i.line)`,
    [operationId],
  );
}

/** Removes what was staged for an operation, and what others have left behind that are over. */
export async function clearStaging(sql: Sql, operationId: string): Promise<void> {
  await sql.run(
    `delete from member_import where operation_id = $1
       or not exists (select from operation o where o.id = operation_id and o.state in ('QUEUED', 'RUNNING'))`,
    [operationId],
  );
}
