import type { PlannedTimes } from '../calendar/calendar';
import { bakeSeconds } from '../gate/bake';
import { HOOK_PHASES, type HookPhase } from '../gate/phase';
import { gatesOfPhase } from '../release/gates-of-phase';
import type { AskedGate, Manifest } from '../release/manifest';
import type { Release } from '../release/release';

/** CodeDeploy waits for a hook for an hour, and for no longer (CodeDeploy User Guide, "AppSpec 'hooks' section"). */
const HOOK_SECONDS = 3600;

/**
 * When a release that begins now would be over at the latest, if nothing stops it: the gates before the traffic until their
 * deadlines, the shift, and after it the wait for metrics with the gates of that phase, or the bake where that takes longer. At a
 * first release no traffic moves.
 *
 * @param now milliseconds since the epoch
 */
export function plannedTimes(
  { gates: { asked }, shiftMinutes = 0, watch }: Pick<Manifest, 'gates' | 'shiftMinutes' | 'watch'>,
  release: Pick<Release, 'blue'>,
  now: number,
): PlannedTimes {
  const [before = 0, after = 0] = HOOK_PHASES.map((phase) => phaseSeconds(asked, phase, release));
  const gated = now + before * 1000;
  if (release.blue === undefined) return { now, shiftEnds: gated, bakeEnds: gated };
  const shiftEnds = gated + (watch?.windowMinutes ?? shiftMinutes) * 60_000;
  const gatedSeconds = after + (watch?.settleSeconds ?? 0);
  const bakedSeconds = watch?.bakeMinutes === undefined ? 0 : bakeSeconds(watch.bakeMinutes);
  return { now, shiftEnds, bakeEnds: shiftEnds + Math.min(HOOK_SECONDS, Math.max(gatedSeconds, bakedSeconds)) * 1000 };
}

/** Gates of a phase are asked side by side, so that it takes as long as the longest of them. */
function phaseSeconds(gates: readonly AskedGate[], phase: HookPhase, release: Pick<Release, 'blue'>): number {
  const { asked } = gatesOfPhase(gates, phase, release);
  return Math.min(HOOK_SECONDS, Math.max(0, ...asked.map(askingSeconds)));
}

function askingSeconds({ deadlineSeconds, resumes = 0, retry }: AskedGate): number {
  const once = deadlineSeconds * (1 + resumes);
  return retry ? once + retry.attempts * (retry.everySeconds + once) : once;
}
