import { IN_FLIGHT } from '../domain/gate/phase';
import { shadowAlarmsOf, type Manifest } from '../domain/release/manifest';
import type { GateRecord, Release, ReleaseState } from '../domain/release/release';
import { firstLookSeconds, nextLookSeconds } from '../domain/shift/look-times';
import { firstState, takeLook } from '../domain/shift/take-look';
import { watchedVerdict } from '../domain/shift/watched-verdict';
import { lookRecord } from '../domain/shift/watches';
import type { WatchState } from '../domain/shift/watch-state';
import { applyEvent } from './apply-event';
import { planWatch } from './plan-watch';
import { seeShift } from './see-shift';
import { openedRelease } from './opened-release';
import { seeShadowAlarms } from './see-shadow-alarms';
import { tellWarnings } from './tell-warnings';
import type { ReleaseHands, WatchPorts } from './watch-ports';

/** What the watch does after a look. */
export type AfterLook = { readonly kind: 'wait'; readonly seconds: number } | { readonly kind: 'done' };

/** One look of a release's watch: what was added is bet on, and where green is worse the release is stopped. */
export async function lookAtShift(deploymentId: string, ports: WatchPorts): Promise<AfterLook> {
  const { phase, began } = await ports.shifts.shift(deploymentId);
  if (phase === 'ended') await keepWhatWasSeen(deploymentId, ports);
  // All traffic has moved: the gate run of the last hook takes the last look.
  if (phase === 'ended' || phase === 'moved') return { kind: 'done' };
  const { release, manifest } = await openedRelease(deploymentId, ports.ledger);
  if (began === undefined) {
    const seconds = firstLookSeconds(ports.digest(deploymentId), manifest.watch?.releaseMetrics);
    return { kind: 'wait', seconds };
  }
  const hands = await ports.actFor(release, manifest.releaseRoleArn);
  const { state } = await lookOnce({ release, manifest, began, hands }, ports);
  const isRinging = stopping(state).length > 0;
  if (isRinging) await stop({ release, manifest, hands }, state, ports);
  else await tellWarnings(release, state, ports);
  // By the time of the look, as whoever asks later whether the watch was there does.
  return {
    kind: 'wait',
    seconds: nextLookSeconds({ sinceMs: state.lookedAt - began, isRinging, byTenSeconds: readsTenSeconds(state) }),
  };
}

export interface Watching {
  readonly release: Release;
  readonly manifest: Manifest;
  readonly hands: ReleaseHands;
}

/** What is known after one more look; where somebody else took that look at the same time, by theirs. */
export async function lookOnce(
  { release, manifest, began, hands, isLast = false }: Watching & { readonly began: number; readonly isLast?: boolean },
  ports: WatchPorts,
): Promise<{ readonly state: WatchState }> {
  const before = await ports.watches.read(release.id);
  const known = before ?? firstState(await planWatch(release, manifest, began, hands));
  const looked = takeLook(known, await seeShift(known, { ...ports, hands }));
  // A last look that is taken twice, as its answer was lost, says the same of the watch.
  const last = isLast ? (before?.last ?? (before ? { watchedUntil: before.lookedAt } : {})) : undefined;
  const state = last ? { ...looked, last } : looked;
  if (await ports.watches.keep(release.id, state, lookRecord(state))) return { state };
  return { state: (await ports.watches.read(release.id)) ?? state };
}

/** Whether anything is compared that both handlers publish. */
function readsTenSeconds({ compared }: WatchState): boolean {
  return Object.values(compared).some(({ basis }) => basis?.source === 'handler');
}

/** All gates have been asked: the states that a release is in once its last hook was answered, and well. */
const TOLD: ReadonlySet<ReleaseState> = new Set(['verifying', 'released']);

/** The gates that found a regression and count. */
function stopping({ plan, regressed }: WatchState): readonly string[] {
  return plan.gates
    .filter(({ name, mode }) => mode === 'enforce' && regressed[name] !== undefined)
    .map(({ name }) => name);
}

/**
 * Stops a shift: the alarm first, as customers wait for it, and again with each look until CodeDeploy has stopped, since
 * the state of an alarm is its own again within seconds. What cannot be done of it keeps nothing else from being done.
 */
async function stop({ release, manifest, hands }: Watching, state: WatchState, ports: WatchPorts): Promise<void> {
  const names = stopping(state).join(', ');
  const alarm = manifest.alarms.regression;
  const done = await Promise.allSettled([
    alarm === undefined ? undefined : hands.ring(alarm, `Sluice: ${names} of release ${release.id}`),
    ports.publishRegression(release),
    refuse(release, state, ports),
  ]);
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}

/** Says in the ledger what decided, before anybody asks there. */
async function refuse({ id, state: before }: Release, state: WatchState, ports: WatchPorts): Promise<void> {
  if (before === 'refused') return;
  const gates = recordsOf(state, ports.now());
  for (const gate of gates) await ports.ledger.recordGate(id, gate);
  await applyEvent(ports.ledger, id, { kind: 'regressed', at: ports.now(), gates });
}

/**
 * Where a deployment ended before its last hook, the gates say what they knew by then, and so do the alarms that are
 * shadows. After a last look they have said it already, and better.
 */
async function keepWhatWasSeen(id: string, ports: WatchPorts): Promise<void> {
  const [state, release] = [await ports.watches.read(id), await ports.ledger.read(id)];
  const isTold = release === undefined || TOLD.has(release.state);
  if (!state || state.last || isTold) return;
  for (const gate of recordsOf(state, ports.now())) await ports.ledger.recordGate(id, gate);
  await keepShadowAlarms(id, ports);
}

async function keepShadowAlarms(id: string, ports: WatchPorts): Promise<void> {
  const { release, manifest } = await openedRelease(id, ports.ledger);
  if (shadowAlarmsOf(manifest).length === 0) return;
  const hands = await ports.actFor(release, manifest.releaseRoleArn);
  const at = ports.now();
  for (const one of await seeShadowAlarms({ release, manifest, hands }, at)) {
    await ports.ledger.recordGate(id, {
      ...one,
      ...{ phase: IN_FLIGHT, mode: 'shadow', onInconclusive: 'proceed', at },
    });
  }
}

function recordsOf(state: WatchState, at: number): readonly GateRecord[] {
  return state.plan.gates.map((gate) => ({
    ...{ name: gate.name, phase: IN_FLIGHT, mode: gate.mode },
    ...(gate.onInconclusive === 'block' ? {} : { onInconclusive: gate.onInconclusive }),
    verdict: watchedVerdict(state, gate),
    at,
  }));
}
