import { isTerminal, type Release } from './release';
import type { Manifest } from './manifest';
import type { ReleaseEvent } from './release-event';

const MINUTE_MS = 60_000;

/** CodeDeploy waits an hour for the answer of a hook (CodeDeploy User Guide, "AppSpec 'hooks' section"), and there are two. */
const HOOKS_MINUTES = 2 * 60;
/** It shifts for at most this long (CodeDeploy User Guide, "CodeDeploy quotas"): what a release takes that does not say. */
const LONGEST_SHIFT_MINUTES = 2880;
/** For what nobody promises: events that are late, a rollback, the rounds of whoever looks. */
const SLACK_MINUTES = 30;

/** For how long nothing may happen to a release that is well, in milliseconds. */
export function longestQuietMs(manifest: Pick<Manifest, 'shiftMinutes' | 'watch'> | undefined): number {
  const shift = manifest?.watch?.windowMinutes ?? manifest?.shiftMinutes ?? LONGEST_SHIFT_MINUTES;
  return (HOOKS_MINUTES + shift + SLACK_MINUTES) * MINUTE_MS;
}

/**
 * The event that nothing happens to a release any more; undefined where it may just take its time, or somebody was told.
 *
 * @param lastEventAt when something last happened to it, and `at`, now: milliseconds since the epoch
 */
export function stuckEvent(
  release: Release,
  known: {
    readonly lastEventAt: number;
    readonly manifest: Pick<Manifest, 'shiftMinutes' | 'watch'> | undefined;
    readonly at: number;
  },
): ReleaseEvent | undefined {
  const { lastEventAt, manifest, at } = known;
  if (isTerminal(release.state) || release.stuckAt !== undefined) return undefined;
  return at - lastEventAt < longestQuietMs(manifest) ? undefined : { kind: 'stuck', at, since: lastEventAt };
}
