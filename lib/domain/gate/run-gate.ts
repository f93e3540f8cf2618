import type { GatePorts } from './call';
import type { GateDefinition } from './gate-definition';
import { runHealthGate } from './health';
import { runIntegrationGate } from './integration';
import { notRun, type Verdict } from './verdict';

/** Asks a gate's question. Whatever breaks on the way, the answer is a verdict. */
export async function runGate(gate: GateDefinition, ports: GatePorts): Promise<Verdict> {
  try {
    switch (gate.kind) {
      case 'health':
        return await runHealthGate(gate, ports);
      case 'integration':
        return await runIntegrationGate(gate, ports);
    }
  } catch (error) {
    return notRun({ code: 'gate-broke', message: `The gate itself broke: ${String(error)}.` });
  }
}
