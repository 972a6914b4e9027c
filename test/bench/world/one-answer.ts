import type { Connection } from '#platform/db/database.js';
import { query } from '../stand/database.js';
import { pgbench } from '../stand/pgbench.js';

/**
 * Copies what answers write (invitations, upgrades, their log) with all columns, checks and indexes, so that pgbench
 * works on rows like the product's without disturbing them.
 */
export async function prepareOneAnswer(connection: Connection): Promise<void> {
  await query(
    connection,
    `create schema bench;
     create table bench.invitation (like public.invitation including all);
     create table bench.group_upgrade (like public.group_upgrade including all);
     create table bench.group_upgrade_event (like public.group_upgrade_event including all);
     insert into bench.invitation select * from public.invitation;
     insert into bench.group_upgrade select * from public.group_upgrade;
     insert into bench.group_upgrade_event select * from public.group_upgrade_event;
     create table bench.asked as
       select row_number() over (order by i.id)::int as number, i.id, i.group_upgrade_id
       from bench.invitation i where i.state in ('PENDING', 'ACCEPTED', 'DECLINED');
     alter table bench.asked add primary key (number);
     analyze`,
  );
}

/** The one-answer transaction as an expert writes it, in one statement: update, count, append. */
const ONE_ANSWER = `with asked as (select id, group_upgrade_id from bench.asked where number = :number),
  answered as (
    update bench.invitation i set answered_at = now() from asked where i.id = asked.id
    returning i.id, i.group_upgrade_id),
  counted as (
    update bench.group_upgrade u set sequence = u.sequence + 1, accepted = u.accepted + 1 from asked
    where u.id = asked.group_upgrade_id returning u.id, u.sequence)
insert into bench.group_upgrade_event (group_upgrade_id, sequence, type, at, invitation_id, from_state, to_state)
select c.id, c.sequence, 'INVITATION_CHANGED', now(), a.id, 'PENDING', 'ACCEPTED' from counted c, answered a;`;

const CLIENTS = 32;

/** One-answer transactions a second by pgbench, over all that can be answered. */
export async function oneAnswerRate(connection: Connection, seconds: number): Promise<number> {
  const [row] = await query<{ count: number }>(connection, 'select count(*)::int as count from bench.asked');
  const script = `\\set number random(1, ${row?.count ?? 0})\n${ONE_ANSWER}\n`;
  return pgbench(connection, { script, clients: CLIENTS, seconds });
}
