import { IN_FLIGHT, type HookPhase } from '../domain/gate/phase';
import type { Reason } from '../domain/gate/verdict';
import { errorText } from '../domain/release/error-text';
import { BAKING, bakeMinutesOf } from '../domain/bake/bake-gate';
import { outcomeOf } from '../domain/release/gate-effect';
import { bakedRecords, gateRecords } from '../domain/release/gate-records';
import { isStoppedBy, judgedRecords } from '../domain/policy/judged-records';
import { gatesOfPhase, unaskedReason } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import type { Manifest } from '../domain/release/manifest';
import type { GateRecord, Release } from '../domain/release/release';
import { applyEvent } from './apply-event';
import { inTime } from './in-time';
import { publishAtOnce, type NoticePorts } from './publish-notices';
import { openedRelease } from './opened-release';
import { recordsAfterTraffic } from './records-after-traffic';

export interface DeciderPorts extends NoticePorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace' | 'recordGate' | 'manifest'>;
  /** Whether any channel is told that traffic begins to move. */
  readonly saysStarted: boolean;
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
  /** What the opener judged by what had been attested; each understood or not. */
  readonly judged: readonly unknown[];
  /** What the last look of the watch answered, once all traffic has moved; understood or not. */
  readonly watched?: unknown;
  /** What the last look at the bake answered; understood or not. */
  readonly baked?: unknown;
  /** The ARN of the execution that asked them. */
  readonly gateRun?: string | undefined;
}

export interface DecidedPhase {
  readonly status: 'Succeeded' | 'Failed';
  /** Where traffic is about to move and gates are asked while it does: the watch is to be started. */
  readonly watch?: true;
}

/** Decides about a release by what the gates of a phase answered, keeps what they said, and says what to answer CodeDeploy. */
export async function decideRelease(told: AskedPhase, ports: DeciderPorts): Promise<DecidedPhase> {
  const { deploymentId, phase, asked, answers, judged, gateRun } = told;
  const { ledger } = ports;
  const at = ports.now();
  const { release, manifest } = await openedRelease(deploymentId, ledger);
  const { asked: expected, attested, leftOut } = gatesOfPhase(manifest.gates.asked, phase, release);
  const inFlight = gatesOfPhase(manifest.gates.asked, IN_FLIGHT, release).asked;
  const byAttestations = phase === 'before-traffic' ? judgedRecords(judged, attested, at) : [];
  const isStopped = isStoppedBy(byAttestations);
  const gates = [
    ...byAttestations,
    ...(phase === 'after-traffic'
      ? withBake(manifest, release, { ...told, at })
      : gateRecords({ phase, expected: isStopped ? [] : expected, asked, answers, at })),
  ];
  for (const gate of gates.filter(({ mode }) => mode !== 'shadow')) await ledger.recordGate(deploymentId, gate);
  const lost = await keepShadows(deploymentId, gates, ledger);
  const notes = [...leftOut, ...(isStopped ? expected.map(unaskedReason) : []), ...lost];
  const event = { kind: 'judged', at, phase, gates, leftOut: notes, gateRun } as const;
  const { effects, notices } = await applyEvent(ledger, deploymentId, event, () => ports.saysStarted);
  await publishAtOnce(notices, ports);
  const succeeded = effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');
  const isToBeWatched = succeeded && phase === 'before-traffic' && inFlight.length > 0;
  return { status: succeeded ? 'Succeeded' : 'Failed', ...(isToBeWatched ? { watch: true } : {}) };
}

/** The gates after the traffic, and the bake. A release that the others refuse is not looked at any longer. */
function withBake(
  manifest: Manifest,
  release: Release,
  told: AskedPhase & { readonly at: number },
): readonly GateRecord[] {
  const records = recordsAfterTraffic(manifest, release, told);
  const isBaked = bakeMinutesOf(manifest, release) !== undefined && outcomeOf(records) === 'pass';
  return isBaked ? [...records, ...bakedRecords(BAKING, told.baked, told.at)] : records;
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
