import type { GateKind } from '../../gate/gate-kind';
import { warnAtProblems } from '../../gate/warn-at';
import { IN_FLIGHT_GATE } from '../in-flight-gate';
import { failureRatioSchema, type FailureRatioDefinition } from './failure-ratio-definition';

/** Does more of what green does fail than of what blue does, by the squad's own counts? */
export const FAILURE_RATIO_GATE: GateKind<FailureRatioDefinition> = {
  ...IN_FLIGHT_GATE,
  schema: failureRatioSchema,
  problems: warnAtProblems,
  watched: ({ maxIncrease, warnAt, rule }) => ({ watches: 'own-counts', maxIncrease, warnAt, rule }),
};
