/**
 * What an upgrade's audit entries are about, `$1` being the upgrade: itself, its invitations, its two groups, and the
 * entries of rosters by which its people are known, in whichever group; none of whoever was erased, for who was matched
 * tells a part of their number.
 */
const SUBJECTS = `subject (type, id, is_owner) as (
  select 'GroupUpgrade', u.id::text, false from group_upgrade u where u.id = $1
  union all select 'Invitation', i.id::text, false from invitation i where i.group_upgrade_id = $1
  union all select 'SourceGroup', u.source_group_id::text, false from group_upgrade u where u.id = $1
  union all select 'EnterpriseGroup', u.enterprise_group_id::text, false from group_upgrade u where u.id = $1
  union all select 'RosterEntry', e.id::text, c.id = u.owner_identity_id or c.id = g.owner_identity_id
      or exists (select from source_group_mandate d
        where d.source_group_id = g.id and d.owner_identity_id = c.id)
    from group_upgrade u join source_group g on g.id = u.source_group_id
      join roster_entry r on r.source_group_id = g.id
      join consumer_identity c on c.id = r.identity_id and c.erased_at is null
      join roster_entry e on e.identity_id = c.id
    where u.id = $1)`;

/** By hand somebody has decided who it is; a file says it of everybody, and of them an owner's entry alone is a matter of decisions. */
const SHOWN = `(s.type <> 'RosterEntry' or s.is_owner or a.command in ('matchRosterEntry', 'unmatchRosterEntry'))`;

/** The entries `a` about an upgrade, of its organization's chain. */
export const OWN_ENTRIES = `own as (
  with ${SUBJECTS}
  select a.* from subject s join audit_entry a on a.subject_type = s.type and a.subject_id = s.id
    and a.chain_id = (select 'organization:' || organization_id from group_upgrade where id = $1)
  where ${SHOWN})`;

/**
 * What people have decided: entries by whoever did it, about the upgrade, its groups and who is who in them. Answers have
 * receipts. The verifier knows the same rule, by which it finds what is missing.
 */
export const DECISION = `subject_type <> 'Invitation' and actor_id <> 'server'
  and command not in ('exportEvidence', 'verifyHistory')`;
