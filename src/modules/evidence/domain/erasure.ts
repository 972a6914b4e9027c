export const erasureStates = ['REQUESTED', 'DONE', 'REFUSED'] as const;
/** The last two are final. */
export type ErasureState = (typeof erasureStates)[number];

/** There is no way back, so it is asked for with a mobile that was proved just now: minutes since the sign-in. */
export const FRESH_SIGN_IN_MINUTES = 10;
