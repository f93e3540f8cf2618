import type { HookPhase } from '../domain/gate/phase';
import type { Reason } from '../domain/gate/verdict';
import { errorText } from '../domain/release/error-text';
import { gateRecords } from '../domain/release/gate-records';
import { gatesOfPhase, type GatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import type { GateRecord } from '../domain/release/release';
import { applyEvent } from './apply-event';
import { inTime } from './in-time';
import { understoodManifest } from './understood-manifest';

export interface DeciderPorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace' | 'recordGate' | 'manifest'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** So long the records of shadows are waited for, in milliseconds; the function has a minute. */
const SHADOW_MS = 15_000;

export interface AskedPhase {
  readonly deploymentId: string;
  readonly phase: HookPhase;
  /** The names of the gates that were asked. */
  readonly asked: readonly string[];
  /** What came back. Each is read on its own, so that one that makes no sense is a failed gate. */
  readonly answers: readonly unknown[];
}

/** Decides about a release by what the gates of a phase answered, keeps what they said, and says what to answer CodeDeploy. */
export async function decideRelease(
  { deploymentId, phase, asked, answers }: AskedPhase,
  { ledger, now }: DeciderPorts,
): Promise<'Succeeded' | 'Failed'> {
  const at = now();
  const { asked: expected, leftOut } = await expectedGates(deploymentId, phase, ledger);
  const gates = gateRecords({ phase, expected, asked, answers, at });
  for (const gate of gates.filter(({ mode }) => mode !== 'shadow')) await ledger.recordGate(deploymentId, gate);
  const lost = await keepShadows(deploymentId, gates, ledger);
  const notes = [...leftOut, ...lost];
  const { effects } = await applyEvent(ledger, deploymentId, { kind: 'judged', at, phase, gates, leftOut: notes });
  const succeeded = effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');
  return succeeded ? 'Succeeded' : 'Failed';
}

/** A shadow never decides, even where the ledger cannot keep what it said: then the release says so of it. */
async function keepShadows(
  id: string,
  gates: readonly GateRecord[],
  ledger: DeciderPorts['ledger'],
): Promise<readonly Reason[]> {
  const shadows = gates.filter(({ mode }) => mode === 'shadow');
  const lost = await Promise.all(
    shadows.map(async (gate) => {
      const done = await inTime(ledger.recordGate(id, gate), SHADOW_MS, 'The record was not in the ledger');
      if (!('error' in done)) return [];
      const message = `The record of shadow gate ${gate.name} could not be kept: ${errorText(done.error.name, done.error.message)}.`;
      return [{ code: 'record-not-kept', message }];
    }),
  );
  return lost.flat();
}

/** The gates by the manifest that the release was opened with: a gate that nobody asked must not be missed. */
async function expectedGates(id: string, phase: HookPhase, ledger: DeciderPorts['ledger']): Promise<GatesOfPhase> {
  const { gates } = understoodManifest(`The manifest that the ledger keeps of ${id}`, await ledger.manifest(id));
  const release = await ledger.read(id);
  if (!release) throw new Error(`The ledger has no release ${id}.`);
  return gatesOfPhase(gates.asked, phase, release);
}
