import type { Draw } from '../kernel/randomness';
import { drawBinomial, drawPoisson } from './draw-count';
import { latencyAt } from './latency';
import type { VersionBehaviour } from './version-behaviour';

/** The calls of a minute, added up. */
export interface PastMinute {
  readonly calls: number;
  readonly errors: number;
  /** How long they took, in milliseconds, and how many of them did. */
  readonly durations: readonly { readonly ms: number; readonly count: number }[];
}

export interface PastCalls {
  /** How many calls there are in a minute on average. */
  readonly perMinute: number;
  readonly behaviour: VersionBehaviour;
  /** A call that would take longer fails after so many milliseconds. */
  readonly timeoutMs: number;
}

/** The calls of a minute are told apart by their quantiles up to these, finer where latencies are looked at most. */
const UP_TO = [
  ...Array.from({ length: 18 }, (_, index) => (index + 1) * 0.05),
  ...Array.from({ length: 8 }, (_, index) => 0.9 + (index + 1) * 0.01),
  ...Array.from({ length: 8 }, (_, index) => 0.98 + (index + 1) * 0.0025),
];

/**
 * Draws a minute of calls at once: how many come, how many fail, and how long some dozen groups of them took. Whose call
 * failed tries again in the same minute.
 */
export function drawPastMinute(draw: Draw, past: PastCalls): PastMinute {
  const { errorRate, retries } = past.behaviour;
  const tries = [drawTries(draw, drawPoisson(draw, past.perMinute), errorRate, past)];
  const again = retries ? 1 - (1 - retries.failsAgain) * (1 - errorRate) : 0;
  for (let number = 1; number <= (retries?.perFailure ?? 0); number++) {
    const failed = tries.at(-1)?.errors ?? 0;
    if (failed === 0) break;
    tries.push(drawTries(draw, failed, again, past));
  }
  return {
    calls: tries.reduce((sum, { calls }) => sum + calls, 0),
    errors: tries.reduce((sum, { errors }) => sum + errors, 0),
    durations: tries.flatMap(({ durations }) => durations),
  };
}

/** @param errorRate the share that fails of those that end in time */
function drawTries(draw: Draw, calls: number, errorRate: number, { behaviour, timeoutMs }: PastCalls): PastMinute {
  const { slow } = behaviour;
  const late = slow === undefined ? 0 : drawBinomial(draw, calls, slow.share);
  const asked = [
    ...drawLatencies(draw, calls - late, behaviour, 0),
    ...drawLatencies(draw, late, behaviour, slow?.byMs ?? 0),
  ];
  const timedOut = asked.reduce((sum, { ms, count }) => (ms > timeoutMs ? sum + count : sum), 0);
  const errors = timedOut + drawBinomial(draw, calls - timedOut, errorRate);
  return { calls, errors, durations: asked.map(({ ms, count }) => ({ ms: Math.min(ms, timeoutMs), count })) };
}

/** Each group takes as long as one of its quantiles, drawn by chance: so the latency of all is that of the version. */
function drawLatencies(draw: Draw, calls: number, { latencyMs }: VersionBehaviour, byMs: number) {
  const groups: { readonly ms: number; readonly count: number }[] = [];
  let left = calls;
  let from = 0;
  for (const upTo of UP_TO) {
    if (left === 0) break;
    const count = upTo === UP_TO.at(-1) ? left : drawBinomial(draw, left, (upTo - from) / (1 - from));
    if (count > 0) {
      groups.push({ ms: Math.round(latencyAt(from + draw() * (upTo - from), latencyMs) + byMs), count });
    }
    left -= count;
    from = upTo;
  }
  return groups;
}
