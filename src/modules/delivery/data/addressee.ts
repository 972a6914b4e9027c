/**
 * Whether a message `d` to an account `m`, which is this person's now, was addressed to them: to nobody else who had the
 * account before, and where nobody had it yet, to the mobile that it has.
 */
export const addressedTo = (personId: string): string =>
  `case when d.person_id is null then d.queued_at >= m.mobile_since else d.person_id = ${personId} end`;

/** Whether the account `m` of a message `d` is somebody else's than it was addressed to. */
export const PASSED_ON = `coalesce(
  case when d.person_id is null then d.queued_at < m.mobile_since else m.person_id is distinct from d.person_id end,
  false)`;
