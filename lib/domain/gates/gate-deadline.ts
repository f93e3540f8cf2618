import { secondsWithTeardown, type GateDefinition } from './gate-definition';
import { qualitySliceSeconds } from './quality/quality-time';

/** What a gate gets on top of its own time: to start, to take its role, to read its file and to answer. */
const MARGIN_SECONDS = 30;

/** After this many whole seconds nobody waits for the answer of one asking any more. */
export function gateDeadlineSeconds(gate: GateDefinition): number {
  if (gate.kind === 'quality') return Math.ceil(qualitySliceSeconds(gate)) + MARGIN_SECONDS;
  return Math.ceil(secondsWithTeardown(gate)) + MARGIN_SECONDS;
}
