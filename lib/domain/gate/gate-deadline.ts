import { secondsWithTeardown, type GateDefinition } from './gate-definition';

/** What a gate gets on top of its own time: to start, to take its role, to read its file and to answer. */
const MARGIN_SECONDS = 30;

/** After this many whole seconds nobody waits for a gate's answer any more. */
export function gateDeadlineSeconds(gate: GateDefinition): number {
  return Math.ceil(secondsWithTeardown(gate)) + MARGIN_SECONDS;
}
