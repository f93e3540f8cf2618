import type { GateKind } from '../../gate/gate-kind';
import { warnAtProblems } from '../../gate/warn-at';
import { IN_FLIGHT_GATE } from '../in-flight-gate';
import { errorRateSchema, type ErrorRateDefinition } from './error-rate-definition';

/** Do more of green's invocations fail than of blue's, at the same time? */
export const ERROR_RATE_GATE: GateKind<ErrorRateDefinition> = {
  ...IN_FLIGHT_GATE,
  schema: errorRateSchema,
  problems: warnAtProblems,
  watched: ({ maxIncrease, warnAt, rule }) => ({ watches: 'errors', maxIncrease, warnAt, rule }),
};
