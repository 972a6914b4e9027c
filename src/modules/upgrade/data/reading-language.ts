/**
 * Joins as `as` the language in which the person of an account has last read a text of the organization `o`. A no in
 * English tells nothing of that: so is a call answered that names neither a language nor what was read.
 */
export const languageOf = (account: string, as: string): string => `left join lateral (
    select t.language from receipt_person rp join receipt t on t.id = rp.receipt_id
    where rp.person_id = ${account}.person_id and t.organization_id = o.id
      and (t.language <> 'en' or t.answer = 'ACCEPTED')
    order by t.at desc limit 1) ${as} on true`;
