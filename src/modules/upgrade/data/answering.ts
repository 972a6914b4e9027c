import type { Locale } from '#kernel/refusals.js';
import type { Sql } from '#platform/db/sql.js';
import type { ReceiptChannel } from '../domain/receipt.js';
import type { BlockedReason } from '../domain/states.js';
import type { Patience } from './account-locks.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';
import { COLUMNS, INVITED, type InvitationRow } from './invitation-rows.js';

/** Who answers which invitation. */
export interface Answering {
  readonly invitationId: string;
  readonly personId: string;
  /** Whether it is a no, which takes back what the person has said yes to as another entry of the roster. */
  readonly isNo: boolean;
}

/** A question that its answerer is asked, and where it belongs. */
export interface Question {
  readonly invitationId: string;
  readonly upgradeId: string;
  readonly organizationId: string;
}

const GIVEN = 'unnest($1::uuid[], $2::uuid[]) as g (invitation_id, person_id)';

function givenParams(answering: readonly Answering[]): unknown[] {
  return [answering.map(({ invitationId }) => invitationId), answering.map(({ personId }) => personId)];
}

/**
 * What people have said yes to in the upgrades of the questions to which they say no now, as other entries of the roster.
 * The parameters are the questions and the people.
 */
const outdone = (invitations: string, people: string): string =>
  `select y.id as invitation_id, n.person_id, i.id as outdone_by
   from unnest(${invitations}::uuid[], ${people}::uuid[]) as n (invitation_id, person_id)
     join invitation i on i.id = n.invitation_id
     join invitation y on y.answered_by = n.person_id and y.group_upgrade_id = i.group_upgrade_id
       and y.state = 'ACCEPTED' and y.id <> i.id`;

function noesOf(answering: readonly Answering[]): readonly Answering[] {
  return answering.filter(({ isNo }) => isNo);
}

/** Those of these questions that their answerers are asked. */
export function questionsOf(sql: Sql, answering: readonly Answering[]): Promise<Question[]> {
  return sql.rows<Question>(
    `select i.id as "invitationId", i.group_upgrade_id as "upgradeId", u.organization_id as "organizationId"
     from ${GIVEN} join invitation i on i.id = g.invitation_id ${INVITED}
       join group_upgrade u on u.id = i.group_upgrade_id
     where p.id = g.person_id`,
    givenParams(answering),
  );
}

/**
 * Locks these invitations and what is taken back with them, in the order of their ids, after the upgrades. Returns those
 * that are locked.
 */
export async function lockInvitations(
  sql: Sql,
  answering: readonly Answering[],
  { wait }: Patience,
): Promise<ReadonlySet<string>> {
  const [ids] = givenParams(answering);
  const rows = await sql.rows<{ id: string }>(
    `select id from invitation where id in (
       select unnest($1::uuid[]) union all select o.invitation_id from (${outdone('$2', '$3')}) o)
     order by id for no key update ${wait ? '' : 'skip locked'}`,
    [ids, ...givenParams(noesOf(answering))],
  );
  return new Set(rows.map(({ id }) => id));
}

/** An invitation with what its answer by a person depends on. */
export interface LockedInvitation extends InvitationRow {
  /** The database's present, read under the locks. */
  readonly now: Date;
  readonly hindrance: BlockedReason | null;
  /** The activated account that would answer. */
  readonly accountId: string | null;
  /** Whose account it is that has the mobile of the consumer identity. */
  readonly accountPersonId: string | null;
  readonly organizationActive: boolean;
  /** The mobile of the person who answers, E.164. */
  readonly mobile: string;
  readonly platform: string;
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  /** Through which channel the person came to it last; null in the application. */
  readonly openedBy: ReceiptChannel | null;
  /** The text that is asked about now. Only an upgrade that ended before there were notices has none. */
  readonly notice: {
    readonly edition: number;
    readonly version: number;
    readonly digests: Readonly<Record<Locale, string>>;
  } | null;
}

/** Invitations that are held. */
export interface LockedInvitations {
  /** By id, those that are answered. */
  readonly answered: ReadonlyMap<string, LockedInvitation>;
  /** By the question that is answered with a no: what the same person has said yes to as other entries. */
  readonly outdone: ReadonlyMap<string, readonly LockedInvitation[]>;
}

/**
 * Invitations that are held with what their answers by these persons depend on. Without those that do not ask them,
 * which a corrected mobile may have changed while they waited.
 */
export async function lockedInvitations(
  sql: Sql,
  answering: readonly Answering[],
): Promise<LockedInvitations> {
  const rows = await sql.rows<LockedInvitation & { readonly outdoneBy: string | null }>(
    `select ${COLUMNS}, g.outdone_by as "outdoneBy", assent_now() as now, ${HINDRANCE} as hindrance,
       case when m.status = 'ACTIVATED' then m.id end as "accountId", m.person_id as "accountPersonId",
       o.state = 'ACTIVE' as "organizationActive", p.mobile, c.platform, c.platform_id as "platformId",
       r.account_name as "accountName", r.group_nickname as "groupNickname", i.opened_by as "openedBy",
       case when n.edition is not null then jsonb_build_object('edition', n.edition, 'version', n.notice_version,
         'digests', jsonb_build_object('en', n.digest_en, 'zh-CN', n.digest_zh)) end as notice
     from (select g.invitation_id, g.person_id, null::uuid as outdone_by from ${GIVEN}
         union all ${outdone('$3', '$4')}) g
       join invitation i on i.id = g.invitation_id ${INVITED}
       join organization o on o.id = c.organization_id ${MEMBER_JOIN}
       join group_upgrade u on u.id = i.group_upgrade_id
       left join group_upgrade_notice n on n.group_upgrade_id = u.id and n.edition = u.notice_edition
     where p.id = g.person_id order by i.position`,
    [...givenParams(answering), ...givenParams(noesOf(answering))],
  );
  const answered = rows.filter(({ outdoneBy }) => outdoneBy === null);
  const outdoneRows = rows.filter(({ outdoneBy }) => outdoneBy !== null);
  return {
    answered: new Map(answered.map((row) => [row.id, row])),
    outdone: Map.groupBy(outdoneRows, ({ outdoneBy }) => outdoneBy ?? ''),
  };
}
