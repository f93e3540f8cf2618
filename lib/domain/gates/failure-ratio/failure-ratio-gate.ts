import type { GateKind } from '../../gate/gate-kind';
import { IN_FLIGHT_GATE } from '../in-flight-gate';
import { failureRatioSchema, type FailureRatioDefinition } from './failure-ratio-definition';

/** Does more of what green does fail than of what blue does, by the squad's own counts? */
export const FAILURE_RATIO_GATE: GateKind<FailureRatioDefinition> = {
  ...IN_FLIGHT_GATE,
  schema: failureRatioSchema,
  watched: ({ maxIncrease, rule }) => ({ watches: 'own-counts', maxIncrease, rule }),
};
