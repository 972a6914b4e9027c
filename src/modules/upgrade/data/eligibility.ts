/**
 * What hinders a roster entry from answering, as an SQL expression over `r` (roster_entry), `c` (consumer_identity)
 * and `m` (the member with that mobile, outer joined by `MEMBER_JOIN`): a blocked reason, or null when nothing does.
 * The one place where the rule stands: preflight, start, reactions, answers and cut-over all use it.
 */
export const HINDRANCE = `case
    when r.left_at is not null then 'LEFT_SOURCE_GROUP'
    when c.mobile is null then 'UNKNOWN_MOBILE'
    when m.id is null then 'NO_ACCOUNT'
    when m.status = 'NOT_ACTIVATED' then 'ACCOUNT_NOT_ACTIVATED'
    when m.status = 'DISABLED' then 'ACCOUNT_DISABLED'
  end`;

/** Joins the one member of the organization who has the entry's mobile; matched by number, never by name. */
export const MEMBER_JOIN = `left join member m
    on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'`;
