import type { GatePorts } from '../gate/call';
import { runContractGate } from './contract/run-contract';
import { runFunctionGate } from './function/run-function';
import type { GateDefinition, QualityDefinition } from './gate-definition';
import { runHealthGate } from './health/run-health';
import { runIntegrationGate } from './integration/run-integration';
import { runSyntheticLoadGate } from './synthetic-load/run-synthetic-load';
import { notRun, type Verdict } from '../gate/verdict';

/** The gates that one call of the asker can answer; a quality gate takes several, and has an asker of its own. */
export type PlainGateDefinition = Exclude<GateDefinition, QualityDefinition>;

/** Asks a gate's question. Whatever breaks on the way, the answer is a verdict. */
export async function runGate(gate: PlainGateDefinition, ports: GatePorts): Promise<Verdict> {
  try {
    switch (gate.kind) {
      case 'health':
        return await runHealthGate(gate, ports);
      case 'integration':
        return await runIntegrationGate(gate, ports);
      case 'function':
        return await runFunctionGate(gate, ports);
      case 'synthetic-load':
        return await runSyntheticLoadGate(gate, ports);
      case 'contract':
        return await runContractGate(gate, ports);
    }
  } catch (error) {
    return notRun({ code: 'gate-broke', message: `The gate itself broke: ${String(error)}.` });
  }
}
