import { gateEffect } from '../domain/release/gate-effect';
import { GATE_NOT_ASKED } from '../domain/release/gates-of-phase';
import type {
  CommandExpectation,
  FailedInvocation,
  FailedStack,
  RehearsalResult,
  ReleaseObservation,
  ScenarioExpectation,
  StackObservation,
} from '../rehearsal';
import { firstReleaseEntry } from './first-release-entry';
import { unshiftedNote } from './unshifted';
import { judgeExpectation } from './judge-expectation';
import { reportCommands } from './report-commands';
import { isOfPlatform, readLedgers, type LedgerEntry } from './ledger-view';
import { stackFailed } from './failed-stacks';
import type { Report, ReportedDeployment, ReportedLog, ReportedRelease, ReportedStack } from './report';
import { leftBehindNotes } from './what-serves';
import { whoDecided } from './who-decided';

/**
 * Joins what the rehearsal saw with what the ledger says: outcome, traffic and moments are seen from outside, gates
 * and who decided are the ledger's.
 *
 * @param expectations of the releases by their step's name
 * @param commandExpectations of the commands by their step's name
 */
export function makeReport(
  result: RehearsalResult,
  expectations: ReadonlyMap<string, ScenarioExpectation>,
  commandExpectations: ReadonlyMap<string, CommandExpectation> = new Map(),
): Report {
  const ledger = readLedgers(result);
  const { parameters, failedInvocations: failed, idleFaults: idle, modelledFunctions: modelled } = result;
  return {
    schema: 1,
    seed: result.seed,
    assumptions: result.assumptions,
    releases: result.releases.map((observed) =>
      report(observed, entryOf(observed, ledger), expectations.get(observed.step), { modelled, parameters }),
    ),
    stacks: result.stacks.map(reportedStack),
    ...(idle.length === 0 ? {} : { idleFaults: idle.map(({ on, id, kind }) => ({ on, id, kind })) }),
    ...(result.commands.size === 0 ? {} : { commands: reportCommands(result.commands, commandExpectations) }),
    ...(failed.length === 0 ? {} : { logs: failed.map(reportedLog) }),
  };
}

/** What of the account is said of all releases. */
interface Context {
  readonly modelled: readonly string[];
  readonly parameters: RehearsalResult['parameters'];
}

/** Of a release without a deployment, the ledger may have a first release: an alias was to be created. */
function entryOf(observed: ReleaseObservation, ledger: ReadonlyMap<string, LedgerEntry>): LedgerEntry | undefined {
  const { deployment } = observed;
  return deployment ? ledger.get(deployment.id) : firstReleaseEntry(observed, [...ledger.values()]);
}

function reportedStack({ step, stackName, status, failed, reason }: StackObservation): ReportedStack {
  return { step, stack: stackName, status: status ?? null, failed, reason: reason ?? null };
}

function reportedLog({ functionName, version, requestId, at, lines }: FailedInvocation): ReportedLog {
  return { function: functionName, version, requestId, at: iso(at), lines };
}

function report(
  observed: ReleaseObservation,
  entry: LedgerEntry | undefined,
  expected: ScenarioExpectation | undefined,
  { modelled, parameters }: Context,
): ReportedRelease {
  const { moments } = observed;
  const decidedBy = whoDecided(observed, entry);
  const deployment = reportedDeployment(observed);
  const { aliasName: alias, outcome, serving } = observed;
  return {
    step: observed.step,
    function: observed.functionName,
    alias,
    outcome,
    decidedBy,
    deployment,
    timeline: observed.timeline.map(({ at, actor, what }) => ({ at: iso(at), actor, what })),
    gates: (entry?.gates ?? []).map((gate) => ({
      name: gate.name,
      phase: gate.phase,
      mode: gate.mode,
      verdict: gate.verdict.outcome,
      effect: gateEffect(gate),
      attempts: gate.attempts ?? 1,
      reasons: gate.verdict.reasons,
      evidence: gate.verdict.evidence,
    })),
    traffic: observed.traffic.map(({ at, weight }) => ({ at: iso(at), weight })),
    serving,
    requests: observed.requests,
    unshifted: observed.unshifted ?? null,
    moments: {
      regressionAt: isoOrNull(moments.regressionAt),
      decidedAt: isoOrNull(moments.decidedAt),
      restoredAt: isoOrNull(moments.restoredAt),
    },
    messages: observed.messages.map(({ at, topicArn, text }) => ({ at: iso(at), topicArn, text })),
    outsideCalls: observed.outsideCalls.map((call) => ({ ...call, at: iso(call.at) })),
    deniedCalls: observed.deniedCalls.map((call) => ({ ...call, at: iso(call.at) })),
    faults: observed.faults.map(({ fault: { on, id, kind }, times }) => ({ on, id, kind, struck: times })),
    notes: [
      ...modelled.map(modelledNote),
      ...notesOf(observed, entry, parameters),
      ...leftBehindNotes({ alias, outcome, deployment, serving }),
    ],
    foreseen: entry?.foreseen ?? [],
    expectation: judgeExpectation(expected, observed, decidedBy),
    ...(expected ? { expectedOutcome: expected.outcome } : {}),
  };
}

function reportedDeployment({ deployment }: ReleaseObservation): ReportedDeployment | null {
  if (!deployment) return null;
  const { id, blue, green, configuration, status, startedAt, endedAt, error, rollbackId } = deployment;
  return {
    ...{ id, blue, green, configuration, status },
    startedAt: iso(startedAt),
    endedAt: isoOrNull(endedAt),
    error: error ?? null,
    rollbackId: rollbackId ?? null,
  };
}

/** Nobody may take the scenario's word for what the code does. */
function modelledNote(functionName: string): string {
  return `MODELLED, NOT RUN: ${functionName}. What it answers, how long it takes and how often it fails is the scenario's word.`;
}

function notesOf(
  observed: ReleaseObservation,
  entry: LedgerEntry | undefined,
  parameters: RehearsalResult['parameters'],
): readonly string[] {
  const notes: string[] = [];
  for (const { code, message } of entry?.release.notes ?? []) if (code === GATE_NOT_ASKED) notes.push(message);
  if (observed.outcome === 'first-deploy' && !entry) {
    notes.push('Not gated: CodeDeploy calls no hook when an alias is created.');
  }
  if (!entry && observed.deployment && isOfPlatform(observed.deployment.application, parameters))
    notes.push('The ledger has no release of this deployment.');
  if (entry && !agrees(observed, entry)) {
    notes.push(`The ledger says ${entry.release.state}, the account shows ${observed.outcome}.`);
  }
  const { aliasName, deployment, unshifted } = observed;
  if (unshifted) notes.push(unshiftedNote(unshifted, aliasName, deployment !== undefined));
  if (observed.stackFailure !== undefined) notes.push(observed.stackFailure);
  if (observed.failedStack) notes.push(...failedStackNotes(observed.failedStack, observed.stackName));
  for (const { missing } of observed.deniedCalls) {
    const note = `Missing in ${missing.on}: ${JSON.stringify(missing.statement)}`;
    if (!notes.includes(note)) notes.push(note);
  }
  return notes;
}

/** Why a release failed that has nothing wrong itself, and what became of it. */
function failedStackNotes(failed: FailedStack, ownStack: string): readonly string[] {
  const { stackName: stack, status, reason = null, itself } = failed;
  return [
    stackFailed({ stack, status, reason }),
    itself === 'not-reached'
      ? `The stack ${ownStack} comes after it, and was not reached.`
      : `This release itself: ${itself}.`,
  ];
}

function agrees(observed: ReleaseObservation, { release: { state } }: LedgerEntry): boolean {
  const { deployment } = observed;
  // The ledger knows of no other stack.
  const outcome = observed.failedStack?.itself ?? observed.outcome;
  if (deployment) return outcome === state;
  return (outcome === 'first-deploy' && state === 'released') || (outcome === 'failed' && state === 'blocked');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function isoOrNull(time: number | undefined): string | null {
  return time === undefined ? null : iso(time);
}
