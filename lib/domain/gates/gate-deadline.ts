import { kindOf, type GateDefinition } from './gate-kinds';

/** What a gate gets on top of its own time: to start, to take its role, to read its file and to answer. */
const MARGIN_SECONDS = 30;

/** After this many whole seconds nobody waits for the answer of one asking any more. */
export function gateDeadlineSeconds(gate: GateDefinition): number {
  return Math.ceil(kindOf(gate).seconds(gate)) + MARGIN_SECONDS;
}
