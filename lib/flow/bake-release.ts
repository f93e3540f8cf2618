import type { Verdict } from '../domain/gate/verdict';
import { BAKING, bakeMinutesOf } from '../domain/bake/bake-gate';
import { bakeFindings } from '../domain/bake/bake-findings';
import { bakeSpan, secondsToNextBakeLook } from '../domain/bake/bake-times';
import { bakeVerdict } from '../domain/bake/bake-verdict';
import type { Baked } from '../domain/bake/baked';
import { outcomeOf } from '../domain/release/gate-effect';
import type { Read } from './looking';
import { openedRelease } from './opened-release';
import { recordsAfterTraffic, type AnsweredAfterTraffic } from './records-after-traffic';
import { RefusedMetrics, seeBake } from './see-bake';
import type { WatchPorts } from './watch-ports';

/** What comes after a look at a bake. */
export type AfterBakeLook =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'done'; readonly answer: { readonly name: string; readonly verdict: Verdict } }
  /** Nothing is looked at of a release that its other gates refuse, or that does not bake. */
  | { readonly kind: 'not-asked' };

export interface Baking extends AnsweredAfterTraffic {
  readonly deploymentId: string;
  /** When the gate run began, and so when all traffic had moved; milliseconds since the epoch. */
  readonly startedAt: number;
}

/**
 * One look at a release whose green has all traffic: its minutes are compared with what blue was like while both served. A bake
 * that finds green worse is over at once, and so is one of a green that was certified, as soon as one of its minutes is seen.
 */
export async function bakeRelease(
  { deploymentId, startedAt, ...answered }: Baking,
  ports: Pick<WatchPorts, 'ledger' | 'watches' | 'metrics' | 'now'>,
): Promise<AfterBakeLook> {
  const at = ports.now();
  const { release, manifest } = await openedRelease(deploymentId, ports.ledger);
  const minutes = bakeMinutesOf(manifest, release);
  const isRefused = outcomeOf(recordsAfterTraffic(manifest, release, { ...answered, at })) !== 'pass';
  if (minutes === undefined || isRefused) return { kind: 'not-asked' };
  const state = await ports.watches.read(deploymentId);
  if (!state) throw new Error(`Nothing is kept of the watch of ${deploymentId}, so there is nothing to compare with.`);
  const span = bakeSpan(startedAt, minutes);
  const baked = await seeBake({ state, span, at, read: reader(ports) });
  const seconds = secondsToNextBakeLook(span, at);
  const verdict = bakeVerdict({
    ...{ state, span, findings: bakeFindings(baked, { state, span, at }) },
    ...{ minutes: minutesSeen(baked), isOver: seconds === undefined },
  });
  if (verdict) return { kind: 'done', answer: { name: BAKING.name, verdict } };
  return { kind: 'wait', seconds: seconds ?? 0 };
}

/** In how many minutes green had calls, by the gate that saw most. */
function minutesSeen({ streams, rules, tables }: Baked): number {
  return Math.max(
    0,
    ...streams.map(({ green }) => green.length),
    ...rules.map(({ green }) => green.size),
    // Where nothing else is watched: of calm tables nothing is published.
    ...(streams.length + rules.length === 0 ? tables.map((one) => one.minutes) : []),
  );
}

function reader({ metrics }: Pick<WatchPorts, 'metrics'>): Read {
  return async (asked, time) => {
    if (asked.length === 0 || time.from >= time.to) return asked.map(() => new Map());
    const read = await metrics.read(asked, time);
    if ('refused' in read) throw new RefusedMetrics(read.refused);
    return read.series;
  };
}
