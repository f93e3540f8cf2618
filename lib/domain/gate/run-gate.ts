import type { GatePorts } from './call';
import { runContractGate } from './contract';
import { runFunctionGate } from './function';
import type { GateDefinition, QualityDefinition } from './gate-definition';
import { runHealthGate } from './health';
import { runIntegrationGate } from './integration';
import { runSyntheticLoadGate } from './synthetic-load';
import { notRun, type Reason, type Verdict } from './verdict';

/**
 * What a verdict may say at most. The verdicts of all gates of a phase go on together to be judged, and Step Functions
 * carries 256 KiB from one state to the next (Step Functions Developer Guide, "Quotas").
 */
const MOST_REASONS = 50;
const MOST_CHARACTERS = 500;

/** The gates that one call of the asker can answer; a quality gate takes several, and has an asker of its own. */
export type PlainGateDefinition = Exclude<GateDefinition, QualityDefinition>;

/** Asks a gate's question. Whatever breaks on the way, the answer is a verdict, and one that can be carried. */
export async function runGate(gate: PlainGateDefinition, ports: GatePorts): Promise<Verdict> {
  return carried(await verdictOf(gate, ports));
}

/** A verdict with as much of its reasons as can be carried. */
export function carried(verdict: Verdict): Verdict {
  return { ...verdict, reasons: fitting(verdict.reasons) };
}

async function verdictOf(gate: PlainGateDefinition, ports: GatePorts): Promise<Verdict> {
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

function fitting(reasons: readonly Reason[]): readonly Reason[] {
  const kept = reasons.slice(0, MOST_REASONS).map(({ code, message }) => ({
    code,
    message: message.length <= MOST_CHARACTERS ? message : `${message.slice(0, MOST_CHARACTERS - 1)}…`,
  }));
  const more = reasons.length - kept.length;
  return more === 0 ? kept : [...kept, { code: 'more-reasons', message: `And ${more} more reasons.` }];
}
