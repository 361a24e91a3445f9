const DAY_MS = 86_400_000;

/** A session that nobody used for so long is over. */
export const IDLE_MS = 30 * DAY_MS;
/** However busy, after so long somebody has to sign in again. */
export const LONGEST_MS = 90 * DAY_MS;
/** Two requests of one machine may bring the same refresh token: so long the second one is no theft. */
export const GRACE_MS = 10_000;
/** A look at a session is written down no more often than this. */
export const USED_STEP_MS = 60_000;
