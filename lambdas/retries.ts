/**
 * How often handlers try a call of AWS. Several squads that deploy at once are throttled (CodeDeploy takes a few calls a
 * second), and what one of ours cannot do in its own run comes back a minute later or goes to a last resort. Five more
 * tries take 16 seconds at most where a call is throttled (0.5 s, doubled each time), 3 where it fails otherwise: no
 * function has less than 30. A call that is a measurement is tried once, and its place says so.
 */
export const RETRIES = { maxAttempts: 6 };
