import * as v from 'valibot';
import { PHASES, type Phase } from '../../lib/domain/gate/gate-definition';
import { gateRecords } from '../../lib/domain/release/gate-records';
import { gatesOfPhase, type GatesOfPhase } from '../../lib/domain/release/gates-of-phase';
import { applyEvent, type Ledger } from '../../lib/domain/release/ledger';
import { manifestTextSchema } from '../../lib/domain/release/manifest';
import { parsed } from '../parsed';

export interface JudgePorts {
  readonly ledger: Ledger & { manifest(id: string): Promise<string | undefined> };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const text = v.pipe(v.string(), v.nonEmpty());

const requestSchema = v.strictObject({
  deploymentId: text,
  phase: v.picklist(PHASES),
  /** The gates that were asked. */
  gates: v.array(v.object({ name: text })),
  /** What came back. Each is read on its own, so that one that makes no sense is a failed gate. */
  answers: v.array(v.unknown()),
});

/** Judges the gates of a phase by their answers, keeps what they said, and says what to answer CodeDeploy. */
export async function judgeRelease(
  request: unknown,
  { ledger, now }: JudgePorts,
): Promise<{ readonly status: 'Succeeded' | 'Failed' }> {
  const {
    deploymentId,
    phase,
    gates: asked,
    answers,
  } = parsed('The request to judge a release', requestSchema, request);
  const at = now();
  const { asked: expected, leftOut } = await expectedGates(deploymentId, phase, ledger);
  const gates = gateRecords({
    phase,
    expected,
    asked: asked.map(({ name }) => name),
    answers,
    at,
  });
  for (const gate of gates) await ledger.recordGate(deploymentId, gate);
  const { effects } = await applyEvent(ledger, deploymentId, { kind: 'judged', at, phase, gates, leftOut });
  const succeeded = effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');
  return { status: succeeded ? 'Succeeded' : 'Failed' };
}

/** The gates by the manifest that the release was opened with: a gate that nobody asked must not be missed. */
async function expectedGates(id: string, phase: Phase, ledger: JudgePorts['ledger']): Promise<GatesOfPhase> {
  const { gates } = parsed(
    `The manifest that the ledger keeps of ${id}`,
    manifestTextSchema,
    await ledger.manifest(id),
  );
  const release = await ledger.read(id);
  if (!release) throw new Error(`The ledger has no release ${id}.`);
  return gatesOfPhase(gates.asked, phase, release);
}
