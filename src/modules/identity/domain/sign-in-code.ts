/** How long a code lives, in seconds, and how often it may be tried. */
export const CODE_SECONDS = 300;
export const CODE_TRIES = 5;
export const CODE_DIGITS = 6;

/** Codes asked for by one mobile, and by one address, in a window of seconds: enough for a family behind one router. */
export const CODES_PER_MOBILE = { limit: 5, windowSeconds: 600 } as const;
export const CODES_PER_ADDRESS = { limit: 300, windowSeconds: 600 } as const;
/** Sign-ins tried from one address in a window of seconds. */
export const TRIES_PER_ADDRESS = { limit: 1_200, windowSeconds: 600 } as const;
/** A session that nobody renews ends after this, in days. */
export const SESSION_DAYS = 30;
