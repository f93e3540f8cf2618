import type { GateKind } from '../../gate/gate-kind';
import { IN_FLIGHT_GATE } from '../in-flight-gate';
import { throttlingSchema, type ThrottlingDefinition } from './throttling-definition';

/** Are the tables throttled that green uses? */
export const THROTTLING_GATE: GateKind<ThrottlingDefinition> = {
  ...IN_FLIGHT_GATE,
  schema: throttlingSchema,
  watched: ({ onThrottle }) => ({ watches: 'tables', onThrottle }),
};
