import { actions } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { Language } from '../domain/wording.js';
import { languageOf } from './reading-language.js';

/** Somebody who is told about groups, one row for each, and how they can be reached. */
export interface OwnerRecipient {
  readonly memberId: string;
  readonly hasEmail: boolean;
  /** In which they last read a text of the organization; null where they never did. */
  readonly language: Language | null;
  readonly region: 'MAINLAND' | 'INTERNATIONAL';
  readonly organizationName: string;
  /** The group that it is about: of several the first. */
  readonly sourceGroupId: string;
  readonly groupName: string;
  /** How many it is about. */
  readonly groups: number;
}

const RECIPIENT = `m.id as "memberId", m.email is not null as "hasEmail", said.language, o.region,
  o.short_name as "organizationName", g.id as "sourceGroupId", g.name as "groupName",
  count(*) over (partition by m.id)::int as groups`;

const ORGANIZATION_AND_LANGUAGE = `join organization o on o.id = g.organization_id ${languageOf('m', 'said')}`;

/** Joins as `m` the account of the owner of a group `g`. */
const OWNER = `join consumer_identity c on c.id = g.owner_identity_id and c.mobile_vouched
  join member m on m.organization_id = g.organization_id and m.mobile = c.mobile
    and m.status in ('NOT_ACTIVATED', 'ACTIVATED')`;

/** The owners of these groups, as far as they have an account. */
export function ownersToTell(sql: Sql, sourceGroupIds: readonly string[]): Promise<OwnerRecipient[]> {
  return sql.rows<OwnerRecipient>(
    `select distinct on (m.id) ${RECIPIENT}
     from source_group g ${OWNER} ${ORGANIZATION_AND_LANGUAGE}
     where g.id = any($1::uuid[]) order by m.id, g.id`,
    [sourceGroupIds],
  );
}

const rule = actions['mandate.request'];
const ASKERS = rule.who === 'member' ? rule.roles : [];

/** Who has asked the owners of these groups for their mandate last, and may still. */
export function askersToTell(sql: Sql, sourceGroupIds: readonly string[]): Promise<OwnerRecipient[]> {
  return sql.rows<OwnerRecipient>(
    `select distinct on (m.id) ${RECIPIENT}
     from source_group g join source_group_mandate d
         on d.source_group_id = g.id and d.owner_identity_id = g.owner_identity_id
       join member m on m.id = d.requested_by and m.status = 'ACTIVATED' and m.roles && $2::text[]
       ${ORGANIZATION_AND_LANGUAGE}
     where g.id = any($1::uuid[]) order by m.id, g.id`,
    [sourceGroupIds, ASKERS],
  );
}

/** What messages to owners depend on, at this moment, by message. */
export interface OwnerMessageRow {
  readonly id: string;
  readonly organizationActive: boolean;
  readonly isAsked: boolean;
  /** Whatever the upgrade stands still for. */
  readonly isAwaited: boolean;
}

export function ownerMessageFacts(
  sql: Sql,
  messages: readonly {
    readonly id: string;
    readonly topicId: string;
    readonly memberId: string | null;
  }[],
): Promise<OwnerMessageRow[]> {
  const owned = `from source_group g ${OWNER} and m.id = k.member_id`;
  return sql.rows<OwnerMessageRow>(
    `select k.id, o.state = 'ACTIVE' as "organizationActive",
       exists (select ${owned} join source_group_mandate d on d.source_group_id = g.id
         and d.owner_identity_id = g.owner_identity_id and d.state = 'REQUESTED') as "isAsked",
       exists (select ${owned} join group_upgrade u on u.source_group_id = g.id
         and u.state = 'PAUSED' and m.status = 'ACTIVATED'
         and m.person_id is distinct from u.owner_person_id) as "isAwaited"
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (id, topic_id, member_id)
       join source_group t on t.id = k.topic_id join organization o on o.id = t.organization_id`,
    [
      messages.map(({ id }) => id),
      messages.map(({ topicId }) => topicId),
      messages.map(({ memberId }) => memberId),
    ],
  );
}
