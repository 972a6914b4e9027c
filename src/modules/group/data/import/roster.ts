import type { Sql } from '#platform/db/sql.js';
import type { GroupKey } from './target.js';

export interface RosterChange {
  readonly joined: number;
  readonly rejoined: number;
  /** Others whose names or roles are not as they were. */
  readonly changed: number;
  readonly left: number;
}

/** Whether anybody is or was on a group's roster. */
export async function hasRoster(tx: Sql, groupId: string): Promise<boolean> {
  return (
    (await tx.row('select from roster_entry where source_group_id = $1 limit 1', [groupId])) !== undefined
  );
}

export interface RosterUpdate {
  /** Whether the group had a roster before: its first one is where notes of changes begin, nobody has joined it. */
  readonly known: boolean;
  /** Whether those who are missing have left. */
  readonly absenceCounts: boolean;
  readonly now: Date;
}

/** The identity of each staged member; the first line of a member counts. */
const STAGED = `(select i.id as identity_id, s.* from (
    select distinct on (sender) sender, position, account_name, group_nickname,
      array(select jsonb_array_elements_text(content::jsonb -> 'aliases')) as aliases,
      array(select jsonb_array_elements_text(content::jsonb -> 'roles')) as roles
    from group_import where type is null order by sender, position) s
  join consumer_identity i on i.organization_id = $2 and i.platform = $3 and i.platform_id = s.sender)`;

/**
 * Brings the roster to what the staged members say: new ones follow at its end, known ones take their new names and
 * are back if they had left. Those who are missing have left, if `absenceCounts`. Each such step is noted.
 */
export async function applyRoster(
  tx: Sql,
  groupId: string,
  key: GroupKey,
  { known, absenceCounts, now }: RosterUpdate,
): Promise<RosterChange> {
  const params = [groupId, key.organizationId, key.platform];
  // In one order, so that imports of two groups with common members do not lock each other out.
  await tx.run(
    `insert into consumer_identity (organization_id, platform, platform_id)
     select distinct $1::uuid, $2::text, sender from group_import where type is null order by sender
     on conflict on constraint consumer_identity_platform_id_key do nothing`,
    [key.organizationId, key.platform],
  );
  const rejoined = await tx.run(
    `with back as (
       update roster_entry e set left_at = null from ${STAGED} s
       where e.source_group_id = $1 and e.identity_id = s.identity_id and e.left_at is not null
       returning e.id, e.position)
     ${noteChanges('REJOINED', 'back')}`,
    [...params, now],
  );
  const changed = await tx.run(
    `update roster_entry e set account_name = s.account_name, group_nickname = s.group_nickname,
       aliases = s.aliases, roles = s.roles
     from ${STAGED} s
     where e.source_group_id = $1 and e.identity_id = s.identity_id
       and (e.account_name, e.group_nickname, e.aliases, e.roles)
         is distinct from (s.account_name, s.group_nickname, s.aliases, s.roles)`,
    params,
  );
  const insert = `insert into roster_entry (source_group_id, identity_id, position, account_name, group_nickname, aliases, roles)
     select $1, s.identity_id,
       (select coalesce(max(position), 0) from roster_entry where source_group_id = $1)
         + row_number() over (order by s.position),
       s.account_name, s.group_nickname, s.aliases, s.roles
     from ${STAGED} s
     where not exists (select from roster_entry e where e.source_group_id = $1 and e.identity_id = s.identity_id)`;
  const joined = known
    ? await tx.run(`with new as (${insert} returning id, position) ${noteChanges('JOINED', 'new')}`, [
        ...params,
        now,
      ])
    : await tx.run(insert, params);
  const left = absenceCounts
    ? await tx.run(
        `with gone as (
           update roster_entry e set left_at = $4
           where e.source_group_id = $1 and e.left_at is null
             and e.identity_id not in (select identity_id from ${STAGED} s)
           returning e.id, e.position)
         ${noteChanges('LEFT', 'gone')}`,
        [...params, now],
      )
    : 0;
  return { joined, rejoined, changed, left };
}

/** Notes a step of all the entries `from`, in roster order, after the group's last note. `$1` is the group, `$4` now. */
function noteChanges(kind: 'JOINED' | 'REJOINED' | 'LEFT', from: string): string {
  return `insert into roster_change (source_group_id, sequence, kind, roster_entry_id, at)
     select $1, (select coalesce(max(sequence), 0) from roster_change where source_group_id = $1)
       + row_number() over (order by x.position), '${kind}', x.id, $4
     from ${from} x`;
}

export interface StagedLine {
  /** What pages go by: an export without line feeds has all on one line. */
  readonly position: number;
  readonly line: number;
  readonly value: string;
}

/** Members who stand in the file before already, in order, at most `limit` after a position. */
export function repeatedMembers(sql: Sql, after: number, limit: number): Promise<StagedLine[]> {
  return sql.rows<StagedLine>(
    `select position, line, value from (
       select position, line, sender as value, row_number() over (partition by sender order by position) as n
       from group_import where type is null) s
     where n > 1 and position > $1 order by position limit $2`,
    [after, limit],
  );
}

/** Senders who were never on the roster, by the first message of each, at most `limit` after a position. */
export function unknownSenders(
  sql: Sql,
  groupId: string,
  key: GroupKey,
  after: number,
  limit: number,
): Promise<StagedLine[]> {
  return sql.rows<StagedLine>(
    `select s.position, s.line, s.sender as value
     from (
       select sender, min(position) as position, min(line) as line
       from group_import where type is not null group by sender) s
     where s.position > $4 and not exists (
       select from consumer_identity i join roster_entry e on e.identity_id = i.id and e.source_group_id = $1
       where i.organization_id = $2 and i.platform = $3 and i.platform_id = s.sender)
     order by s.position limit $5`,
    [groupId, key.organizationId, key.platform, after, limit],
  );
}
