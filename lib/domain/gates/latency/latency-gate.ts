import type { GateKind } from '../../gate/gate-kind';
import { warnAtProblems } from '../../gate/warn-at';
import { IN_FLIGHT_GATE } from '../in-flight-gate';
import { latencySchema, type LatencyDefinition } from './latency-definition';

/** Do green's calls take longer than blue's, at the same time? */
export const LATENCY_GATE: GateKind<LatencyDefinition> = {
  ...IN_FLIGHT_GATE,
  schema: latencySchema,
  problems: warnAtProblems,
  watched: ({ percentile, maxIncrease, warnAt, rule }) => ({
    watches: 'durations',
    percentile,
    maxIncrease,
    warnAt,
    rule,
  }),
};
