import type { SyntheticLoadDefinition } from './synthetic-load-definition';
import type { Outcome, Reason } from '../../gate/verdict';
import { counted } from '../../text/figures';

/** What was measured under load. */
export interface Load {
  /** Of every call that was made, in milliseconds. */
  readonly latencies: readonly number[];
  /** How many of the calls were errors. */
  readonly errors: number;
}

type Limits = Pick<SyntheticLoadDefinition, 'requests' | 'maxErrorRatePercent' | 'maxLatencyMs' | 'withinSeconds'>;

/**
 * Judges calls by the rates that all of them together must keep. Fewer calls than were asked for never pass; they fail
 * only where the calls that were not made could no longer change that.
 */
export function judgeLoad(
  { latencies, errors }: Load,
  limits: Limits,
): {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly figures: Readonly<Record<string, number>>;
} {
  const { requests, maxErrorRatePercent, maxLatencyMs = Infinity, withinSeconds } = limits;
  const calls = latencies.length;
  const all = Math.max(calls, requests);
  const slow = latencies.filter((latency) => latency > maxLatencyMs).length;
  const p99 = percentile99(latencies);
  const figures = {
    calls,
    errors,
    errorRatePercent: calls === 0 ? 0 : (errors * 100) / calls,
    p99Ms: p99,
    slowestMs: latencies.reduce((most, one) => Math.max(most, one), 0),
  };
  const failures: readonly Reason[] = [
    ...(errors * 100 > maxErrorRatePercent * all
      ? [
          {
            code: 'too-many-errors',
            message: `${errors} of ${counted(calls, 'call')} failed; of ${all} at most ${maxErrorRatePercent} % may be.`,
          },
        ]
      : []),
    ...(slow > all - rank99(all)
      ? [
          {
            code: 'too-slow',
            message: `The 99th percentile was ${Math.round(p99)} ms, ${slow} of ${counted(calls, 'call')} took more than ${maxLatencyMs} ms.`,
          },
        ]
      : []),
  ];
  if (failures.length > 0) return { outcome: 'fail', reasons: failures, figures };
  if (calls < requests) {
    const message = `Only ${calls} of ${counted(requests, 'call')} could be made within ${withinSeconds} s: not enough to judge.`;
    return { outcome: 'inconclusive', reasons: [{ code: 'not-enough-data', message }], figures };
  }
  const message = `${counted(calls, 'call')}, ${errors} of them errors, 99th percentile ${Math.round(p99)} ms.`;
  return { outcome: 'pass', reasons: [{ code: 'load-carried', message }], figures };
}

/** The 99th percentile by the nearest rank: the smallest value that 99 % of all are not above. */
function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[rank99(sorted.length) - 1] ?? 0;
}

/** Of so many. Multiplied before it is divided, as 0.99 is no exact number. */
function rank99(count: number): number {
  return Math.ceil((count * 99) / 100);
}
