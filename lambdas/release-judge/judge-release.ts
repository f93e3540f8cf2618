import * as v from 'valibot';
import { HOOK_PHASES, type HookPhase } from '../../lib/domain/gate/phase';
import type { Reason } from '../../lib/domain/gate/verdict';
import { errorText } from '../../lib/domain/release/error-text';
import { gateRecords } from '../../lib/domain/release/gate-records';
import { gatesOfPhase, type GatesOfPhase } from '../../lib/domain/release/gates-of-phase';
import { applyEvent, type Ledger } from '../../lib/domain/release/ledger';
import { manifestTextSchema } from '../../lib/domain/release/manifest';
import type { GateRecord } from '../../lib/domain/release/release';
import { inTime } from '../in-time';
import { parsed } from '../parsed';

export interface JudgePorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace' | 'recordGate' | 'manifest'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** So long the records of shadows are waited for, in milliseconds; the function has a minute. */
const SHADOW_MS = 15_000;

const text = v.pipe(v.string(), v.nonEmpty());

const requestSchema = v.strictObject({
  deploymentId: text,
  phase: v.picklist(HOOK_PHASES),
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
  for (const gate of gates.filter(({ mode }) => mode !== 'shadow')) await ledger.recordGate(deploymentId, gate);
  const lost = await keepShadows(deploymentId, gates, ledger);
  const notes = [...leftOut, ...lost];
  const { effects } = await applyEvent(ledger, deploymentId, { kind: 'judged', at, phase, gates, leftOut: notes });
  const succeeded = effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');
  return { status: succeeded ? 'Succeeded' : 'Failed' };
}

/** A shadow never decides, even where the ledger cannot keep what it said: then the release says so of it. */
async function keepShadows(
  id: string,
  gates: readonly GateRecord[],
  ledger: JudgePorts['ledger'],
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
async function expectedGates(id: string, phase: HookPhase, ledger: JudgePorts['ledger']): Promise<GatesOfPhase> {
  const { gates } = parsed(
    `The manifest that the ledger keeps of ${id}`,
    manifestTextSchema,
    await ledger.manifest(id),
  );
  const release = await ledger.read(id);
  if (!release) throw new Error(`The ledger has no release ${id}.`);
  return gatesOfPhase(gates.asked, phase, release);
}
