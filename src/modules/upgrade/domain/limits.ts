/** How long an invitation can be answered, in days. */
export const ANSWER_DAYS = { min: 1, max: 30, default: 7 } as const;
/** Between the last answer and the cut-over, in hours: time to think again. */
export const COOLING_OFF_HOURS = { min: 0, max: 72, default: 24 } as const;
/** An enterprise group has at least two members; consumer groups have at most 500, enterprise groups 2,000 internal ones. */
export const MINIMUM_MEMBERS = { min: 2, max: 2_000, default: 2 } as const;
/** How many of the people who are asked must join, in per cent; no more than the number unless it is set. */
export const MINIMUM_PERCENT = { min: 1, max: 100 } as const;
/** How long the numbers of a cut-over summary may be relied on, in seconds. */
export const SUMMARY_SECONDS = 300;
/** Who can answer again after being blocked has at least this long, in hours. */
export const UNBLOCKED_HOURS = 24;
/** How often somebody who has said no is asked in one upgrade, the first time among them. */
export const ROUNDS_AFTER_NO = 3;
/** How many invitations one call names: a consumer group has no more members. */
export const INVITATIONS_MAX = 500;
/** A cooling-off that is stopped leaves at least this long to answer, in hours. */
export const REOPENED_HOURS = 24;
