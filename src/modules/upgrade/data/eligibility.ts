import type { Loader } from '#platform/db/loader.js';
import type { BlockedReason } from '../domain/states.js';

/**
 * What hinders a roster entry from answering, as an SQL expression over `r` (roster_entry), `c` (consumer_identity)
 * and what `MEMBER_JOIN` joins (`m`, the member with that mobile, if there is one; `rule`, the organization's region
 * rule): a blocked reason, the most lasting first, or null when nothing does.
 * The one place where the rule stands: preflight, start, reactions, answers and cut-over all use it.
 */
export const HINDRANCE = `case
    when r.left_at is not null then 'LEFT_SOURCE_GROUP'
    when c.mobile is null then 'UNKNOWN_MOBILE'
    when rule.members_region = 'OWN' and (c.mobile like '+86%') <> (rule.region = 'MAINLAND') then 'REGION_RESTRICTED'
    when m.id is null then 'NO_ACCOUNT'
    when m.status = 'NOT_ACTIVATED' then 'ACCOUNT_NOT_ACTIVATED'
    when m.status = 'DISABLED' then 'ACCOUNT_DISABLED'
  end`;

/**
 * Joins the one member of the organization who has the entry's mobile; matched by number, never by name. And the
 * organization's rule of regions: +86 is mainland China, and no number of Hong Kong (+852), Macau (+853) or Taiwan
 * (+886) begins so.
 */
export const MEMBER_JOIN = `left join member m
    on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'
  join (select o.id, o.region, s.members_region from organization o
    join organization_setting s on s.organization_id = o.id) rule on rule.id = c.organization_id`;

/** Who an entry is, as an SQL expression over `c`: who stands twice on a roster, by the same mobile, is one person. */
export const PERSON = 'coalesce(c.mobile, c.id::text)';

/** What hinders whom these invitations ask at this moment, by invitation; those whom nothing does are left out. */
export const hindranceLoader: Loader<BlockedReason> = {
  name: 'hindrance',
  async batch(sql, ids) {
    const rows = await sql.rows<{ id: string; hindrance: BlockedReason }>(
      `select id, hindrance from (select i.id, ${HINDRANCE} as hindrance from invitation i
         join roster_entry r on r.id = i.roster_entry_id join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
         where i.id = any($1::uuid[])) asked where hindrance is not null`,
      [ids],
    );
    return new Map(rows.map(({ id, hindrance }) => [id, hindrance]));
  },
};
