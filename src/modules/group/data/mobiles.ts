import type { Sql } from '#platform/db/sql.js';
import type { MatchMethod } from './matches.js';

export interface GivenMobile {
  readonly platformId: string;
  /** E.164; null where it is no longer known. */
  readonly mobile: string | null;
}

/** An identity behind an entry of a roster, and whose it was said to be before and is now. */
export interface SavedMobile extends GivenMobile {
  readonly identityId: string;
  readonly rosterEntryId: string;
  readonly before: string | null;
  /** They own a group, and their mobile stands: it was left as it is. */
  readonly stands: boolean;
  /** The mobile is the same, and makes them the owner of their groups from now on, which it did not before. */
  readonly vouched: boolean;
  /** They own a group, and it would take somebody else's word than that of whoever says so to make them its owner. */
  readonly unconfirmed: boolean;
}

const GIVEN = `from unnest($2::text[], $3::text[], $4::text[]) as g (platform_id, mobile, masked)
  join source_group s on s.id = $1
  join consumer_identity i
    on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = g.platform_id
  join roster_entry e on e.source_group_id = s.id and e.identity_id = i.id`;

const OWNS = `exists (select from source_group o where o.owner_identity_id = i.id and o.state = 'LIVE')`;
const MATCHES = `from identity_match h where h.identity_id = i.id`;
const LAST_METHOD = `(select h.method ${MATCHES} order by h.id desc limit 1)`;
const usedBySomebody = (mobile: string): string => `exists (select from member m
  where m.organization_id = i.organization_id and m.mobile = ${mobile} and m.status = 'ACTIVATED')`;

/** An upgrade is open of a group that `i` owns, and whoever they were said to be can speak for it. */
const SPEAKS_FOR_UPGRADE = `(i.mobile_vouched and ${usedBySomebody('i.mobile')} and exists (
  select from source_group o join enterprise_group f on f.source_group_id = o.id and f.state = 'FORMING'
  where o.owner_identity_id = i.id))`;

/**
 * Whether the mobile of the owner `i` of a group stands, for nobody may put themself in the place of an owner. What a
 * file has said, which comes from where the export does, no hand changes. And a file says it once: who was matched
 * before, in whatever way, is not matched anew by another one. What a hand has said another corrects, but not while an
 * upgrade depends on the owner's word.
 */
const STANDS: Readonly<Record<MatchMethod, string>> = {
  HAND: `(coalesce(${LAST_METHOD} = 'CSV', i.mobile is not null) or ${SPEAKS_FOR_UPGRADE})`,
  CSV: `(i.mobile is not null or exists (select ${MATCHES}))`,
};

/** Whoever says so, by the account `$5`, has said the same by hand before anybody had an activated account with it. */
const FORETOLD = `exists (select ${MATCHES} and h.method = 'HAND' and h.new_mobile = g.masked
  and exists (select from member k join member said on said.person_id = k.person_id and said.id = $5 where k.id = h.matched_by)
  and exists (select from member m where m.organization_id = i.organization_id and m.mobile = g.mobile
    and m.status = 'ACTIVATED' and h.at < greatest(m.mobile_since, m.activated_at)))`;
const WITNESSED = `(${usedBySomebody('g.mobile')} and not ${FORETOLD})`;

/**
 * Whether what is said makes `i` the owner of their groups. Said by hand it must be of somebody who is there: a number
 * that nobody used could be given afterwards to whoever has said it, and once it is, it takes another witness than them.
 * A file does not vouch for what it repeats of a hand.
 */
const VOUCHES: Readonly<Record<MatchMethod, string>> = {
  HAND: WITNESSED,
  CSV: `(${LAST_METHOD} is distinct from 'HAND' or i.mobile is distinct from g.mobile or ${WITNESSED})`,
};

/**
 * Gives the identities behind a group's roster their mobiles, but for owners whose mobile stands; those who left the
 * group are among them. No platform id may be given twice, and each says how its mobile is written in records of matches.
 * `memberId` is the account of whoever says so. Answers for each that is or was on the roster. The
 * identities are locked, in one order, for they may stand on other rosters as well; what they are is read after that.
 */
export async function saveMobiles(
  tx: Sql,
  sourceGroupId: string,
  method: MatchMethod,
  given: readonly (GivenMobile & { readonly masked: string | null })[],
  memberId: string,
): Promise<SavedMobile[]> {
  const params = [
    sourceGroupId,
    given.map(({ platformId }) => platformId),
    given.map(({ mobile }) => mobile),
    given.map(({ masked }) => masked),
  ];
  await tx.run(`select 1 ${GIVEN} order by i.id for no key update of i`, params);
  return tx.rows<SavedMobile>(
    `with known as materialized (
       select g.platform_id, g.mobile, i.id, e.id as entry_id, i.mobile as before, i.mobile_vouched as vouched,
         i.mobile is distinct from g.mobile and ${OWNS} and ${STANDS[method]} as stands,
         g.mobile is not null and ${VOUCHES[method]} as vouches, ${OWNS} and ${FORETOLD} as foretold
       ${GIVEN}),
     changed as (
       update consumer_identity i set mobile = k.mobile, mobile_vouched = k.vouches from known k
       where i.id = k.id and not k.stands
         and (i.mobile is distinct from k.mobile or k.vouches and not k.vouched))
     select platform_id as "platformId", id as "identityId", entry_id as "rosterEntryId", before, mobile, stands,
       before is not distinct from mobile and vouches and not vouched as vouched,
       not vouches and not vouched and foretold as unconfirmed
     from known`,
    [...params, memberId],
  );
}

/** The groups whose rosters these members of a group's platform stand on, that group among them. */
export async function groupsSharing(
  tx: Sql,
  sourceGroupId: string,
  platformIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct e.source_group_id as id from source_group s
     join consumer_identity i
       on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = any($2::text[])
     join roster_entry e on e.identity_id = i.id
     where s.id = $1`,
    [sourceGroupId, platformIds],
  );
  return rows.map((row) => row.id);
}

/** Other entries of a group's roster that are in the group and have this mobile, in roster order. */
export async function entriesWithMobile(
  sql: Sql,
  sourceGroupId: string,
  mobile: string,
  exceptEntryId: string,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select e.id from roster_entry e join consumer_identity i on i.id = e.identity_id
     where e.source_group_id = $1 and e.left_at is null and i.mobile = $2 and e.id <> $3 order by e.position`,
    [sourceGroupId, mobile, exceptEntryId],
  );
  return rows.map((row) => row.id);
}
