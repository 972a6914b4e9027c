import type { Sql } from '#platform/db/sql.js';
import type { Channel, DeliveryFailure, DeliveryState } from '../domain/states.js';
import { PASSED_ON } from './addressee.js';

/** What is sent one after the other: all e-mail, for it has one server, and each organization's webhook. */
export interface Lane {
  readonly channel: Exclude<Channel, 'IN_APP'>;
  /** Null for e-mail. */
  readonly organizationId: string | null;
}

/** A delivery that this node alone may send until its lease ends, with all that sending it takes. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: string;
  readonly topicType: string;
  readonly topicId: string;
  readonly memberId: string | null;
  /** Whether its account was given to somebody else since. */
  readonly passedOn: boolean;
  readonly language: 'en' | 'zh-CN';
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  /** This one included. */
  readonly attempts: number;
  readonly ageSeconds: number;
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
}

const NOW = '(select assent_now())';
const DUE = `state = 'QUEUED' and not_before <= ${NOW} and (leased_until is null or leased_until <= ${NOW})`;

/** Claims what is due in a lane, the longest due first. What others are claiming is passed over. */
export async function claimDue(
  sql: Sql,
  { channel, organizationId }: Lane,
  limit: number,
  leaseSeconds: number,
): Promise<ClaimedDelivery[]> {
  return sql.rows<ClaimedDelivery>(
    `with due as (
       select id from delivery
       where channel = $1 and ($2::uuid is null or organization_id = $2) and ${DUE}
       order by not_before, id limit $3 for update skip locked),
     claimed as (
       update delivery d set attempts = d.attempts + 1, leased_until = ${NOW} + make_interval(secs => $4)
       from due where d.id = due.id returning d.*)
     select d.id, d.organization_id as "organizationId", t.kind, d.topic_type as "topicType", d.topic_id as "topicId",
       d.member_id as "memberId", ${PASSED_ON} as "passedOn", t.language, t.title, t.body, d.link, d.attempts,
       extract(epoch from ${NOW} - d.queued_at)::float8 as "ageSeconds", m.user_id as "userId", m.name, m.email,
       coalesce(m.mobile, c.mobile) as mobile
     from claimed d join delivery_text t on t.id = d.text_id left join member m on m.id = d.member_id
       left join consumer_identity c on c.id = d.identity_id
     order by d.not_before, d.id`,
    [channel, organizationId, limit, leaseSeconds],
  );
}

/** Lets the leases of those that were claimed, and have no outcome yet, end so many seconds from now. */
export async function renewLeases(
  sql: Sql,
  claimed: readonly Pick<ClaimedDelivery, 'id' | 'attempts'>[],
  leaseSeconds: number,
): Promise<void> {
  await sql.run(
    `update delivery d set leased_until = ${NOW} + make_interval(secs => $3)
     from unnest($1::uuid[], $2::int[]) as x (id, attempts)
     where d.id = x.id and d.attempts = x.attempts and d.leased_until is not null`,
    [claimed.map(({ id }) => id), claimed.map(({ attempts }) => attempts), leaseSeconds],
  );
}

/** The lanes in which something is due. */
export function dueLanes(sql: Sql): Promise<Lane[]> {
  return sql.rows<Lane>(
    `select distinct channel, case channel when 'WEBHOOK' then organization_id end as "organizationId"
     from delivery where ${DUE}`,
  );
}

/** What became of an attempt. QUEUED: it is to be tried again after `pauseSeconds`. */
export interface Outcome {
  readonly id: string;
  readonly state: Exclude<DeliveryState, 'SEEN'>;
  readonly failure?: DeliveryFailure;
  readonly detail?: string;
  /** Masked. */
  readonly sentTo?: string;
  readonly pauseSeconds?: number;
  /** It was not tried at all, so that it does not count. */
  readonly untried?: true;
}

/** Stores outcomes and ends their leases. Whatever was reported or seen in the meantime stands. */
export async function storeOutcomes(sql: Sql, outcomes: readonly Outcome[]): Promise<void> {
  await sql.run(
    `update delivery d set
       state = case d.state when 'QUEUED' then x.state else d.state end,
       failure = case when d.state = 'QUEUED' then x.failure else d.failure end,
       failure_detail = coalesce(x.detail, d.failure_detail),
       sent_to = coalesce(x."sentTo", d.sent_to),
       attempts = d.attempts - case when x.untried then 1 else 0 end,
       not_before = case when x.state = 'QUEUED'
         then assent_now() + make_interval(secs => x."pauseSeconds") else d.not_before end,
       leased_until = null,
       sent_at = case when x.state in ('SENT', 'DELIVERED') then coalesce(d.sent_at, assent_now()) else d.sent_at end,
       delivered_at = case when x.state = 'DELIVERED' then coalesce(d.delivered_at, assent_now())
         else d.delivered_at end,
       ended_at = case when d.state = 'QUEUED' and x.state in ('FAILED', 'CANCELLED') then assent_now()
         else d.ended_at end
     from jsonb_to_recordset($1::jsonb) as x (id uuid, state text, failure text, detail text, "sentTo" text,
       "pauseSeconds" float8, untried boolean)
     where d.id = x.id and d.state <> 'CANCELLED'`,
    [JSON.stringify(outcomes)],
  );
}
