import type { GatePorts } from '../gate/call';
import { notRun, type Verdict } from '../gate/verdict';
import { kindOf, type GateDefinition } from './gate-kinds';

/**
 * Asks a gate's question. Whatever breaks on the way, the answer is a verdict.
 *
 * @throws Error for a gate of a kind that has an asker of its own
 */
export async function runGate(gate: GateDefinition, ports: GatePorts): Promise<Verdict> {
  const { run } = kindOf(gate);
  if (!run) throw new Error(`Gate ${gate.name} is a ${gate.kind} gate, which has an asker of its own.`);
  try {
    return await run(gate, ports);
  } catch (error) {
    return notRun({ code: 'gate-broke', message: `The gate itself broke: ${String(error)}.` });
  }
}
