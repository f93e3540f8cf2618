import type { Verdict } from '../domain/gate/verdict';
import { gateEffect } from '../domain/release/gate-effect';
import { hasLastLook, isWatched } from '../domain/release/manifest';
import { lookOverdueMs } from '../domain/shift/look-times';
import { timeText } from '../domain/text/figures';
import { watchedVerdict, type WatchTrouble } from '../domain/shift/watched-verdict';
import type { WatchState } from '../domain/shift/watch-state';
import { lookOnce, type Watching } from './look-at-shift';
import { openedRelease } from './opened-release';
import { seeShadowAlarms } from './see-shadow-alarms';
import { tellWarnings } from './tell-warnings';
import type { WatchPorts } from './watch-ports';

/** What each gate of the watch says in the end, and each alarm that is a shadow. */
export interface LastLook {
  readonly answers: readonly { readonly name: string; readonly verdict: Verdict }[];
}

/**
 * The last look at a shift, once all traffic has moved and its metrics are there. It sees all that the watch would have
 * seen; but a watch that had died was not there to stop anything, and nobody knows why: then no gate passes.
 *
 * @param asked `startedAt`: when the gate run that takes it began, and so when all traffic had moved; milliseconds
 */
export async function takeLastLook(
  { deploymentId, startedAt }: { readonly deploymentId: string; readonly startedAt: number },
  ports: WatchPorts,
): Promise<LastLook> {
  const { release, manifest } = await openedRelease(deploymentId, ports.ledger);
  if (!hasLastLook(manifest)) return { answers: [] };
  const hands = await ports.actFor(release, manifest.releaseRoleArn);
  const watching = { release, manifest, hands };
  const answers = isWatched(manifest) ? await lastAnswers(watching, startedAt, ports) : [];
  return { answers: [...answers, ...(await seeShadowAlarms(watching, ports.now()))] };
}

/** What the gates of the watch say. */
async function lastAnswers(watching: Watching, startedAt: number, ports: WatchPorts): Promise<LastLook['answers']> {
  const { began = startedAt } = await ports.shifts.shift(watching.release.id);
  const { state } = await lookOnce({ ...watching, began, isLast: true }, ports);
  const trouble = diedBefore(state, startedAt);
  const said = state.plan.gates.map((gate) => ({ gate, verdict: watchedVerdict(state, gate, trouble) }));
  // Of a release that is refused it is said why, which is more.
  const isRefused = said.some(({ gate, verdict }) => gateEffect({ ...gate, verdict }) === 'refused');
  if (!isRefused) await tellWarnings(watching.release, state, ports, true);
  return said.map(({ gate: { name }, verdict }) => ({ name, verdict }));
}

function diedBefore({ plan: { began }, last, lookedAt }: WatchState, startedAt: number): WatchTrouble | undefined {
  // Without a last look, somebody else looked at the same time: the watch.
  const watchedUntil = last ? last.watchedUntil : lookedAt;
  const since = watchedUntil ?? began;
  if (startedAt - since <= lookOverdueMs(since - began)) return undefined;
  const looked = watchedUntil === undefined ? 'never looked' : `looked last at ${timeText(watchedUntil)}`;
  const message = `The watch was not there while traffic moved: it ${looked}, and all traffic had moved at ${timeText(startedAt)}.`;
  return { reason: { code: 'watch-died', message } };
}
