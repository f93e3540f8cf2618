import { secondsToNextLook } from '../watch/look-cadence';
import { MINUTE_MS } from './metrics';

/** Lambda's metrics of a minute are mostly there so long after its end; what comes later is bet on when it is there. */
export const PUBLICATION_DELAY_MS = 2 * MINUTE_MS;

/**
 * Metrics that a handler writes into its log are mostly there so long after they were written. AWS promises nothing of
 * it: lines are delivered and taken apart within seconds ("Setting alarms on metrics created with the embedded metric
 * format" in the CloudWatch User Guide counts with five between them). What comes later is bet on when it is there.
 */
export const HANDLER_DELAY_MS = 20_000;

/** Until CodeDeploy begins to move traffic, which follows its hook by seconds. */
const BEFORE_SECONDS = 30;
/** How long before the first look, at least, and over how long the first looks of many releases are spread. */
const FIRST_LOOK = { byMinutes: { least: BEFORE_SECONDS, spread: 60 }, byTenSeconds: { least: 10, spread: 10 } };
/** A regression is told again until CodeDeploy has stopped, as the state of an alarm may fall back within seconds. */
const RINGING_SECONDS = 20;

/**
 * How long the watch of a deployment may run, in seconds: CodeDeploy takes 48 hours to shift and one for each hook at
 * most (CodeDeploy User Guide, "Limits"), and has ten minutes beside.
 */
export const WATCH_SECONDS = 50 * 3600 + 600;

/** How long to wait for the next look, in whole seconds. */
export function nextLookSeconds(watch: {
  /** Milliseconds since traffic began to move; undefined where it has not. */
  readonly sinceMs: number | undefined;
  readonly isRinging: boolean;
  /** Whether both versions publish metrics of their own, of ten seconds each. */
  readonly byTenSeconds?: boolean;
}): number {
  if (watch.isRinging) return RINGING_SECONDS;
  if (watch.sinceMs === undefined) return BEFORE_SECONDS;
  return secondsToNextLook(watch.sinceMs / MINUTE_MS, watch.byTenSeconds);
}

/** A watch that was alive looked this long ago at most, in milliseconds: the wait, and the time of two looks. */
export function lookOverdueMs(sinceMs: number): number {
  return nextLookSeconds({ sinceMs, isRinging: false }) * 1000 + 3 * MINUTE_MS;
}

/**
 * How long before the first look, in whole seconds: many releases that begin at once must not all look at once.
 *
 * @param digest hexadecimal digits that belong to the deployment
 */
export function firstLookSeconds(digest: string, byTenSeconds = false): number {
  const { least, spread } = FIRST_LOOK[byTenSeconds ? 'byTenSeconds' : 'byMinutes'];
  return least + (Number.parseInt(digest.slice(0, 8), 16) % spread);
}

/** How long the last look waits for what is still to come, in whole seconds: five minutes at most. */
export const MOST_SETTLE_SECONDS = 300;

/** @param timeoutSeconds of the function under release; undefined where it is not known */
export function settleSeconds(timeoutSeconds: number | undefined): number {
  const most = PUBLICATION_DELAY_MS / 1000 + MINUTE_MS / 1000 + (timeoutSeconds ?? MOST_SETTLE_SECONDS);
  return Math.min(MOST_SETTLE_SECONDS, Math.ceil(most));
}

/** A call may be counted so long after its start, in milliseconds: Lambda's longest timeout, and metrics that are late. */
export const OPEN_MS = 20 * MINUTE_MS;
