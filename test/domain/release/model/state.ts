import type { HookPhase } from '../../../../lib/domain/gate/phase';
import { isTerminal, type Release } from '../../../../lib/domain/release/release';

/** What came back from the gate of a phase, and whether it is an honest pass. */
export const GATE_ANSWERS = ['pass', 'fail', 'inconclusive', 'missing', 'doubled', 'broken'] as const;
export type GateAnswer = (typeof GATE_ANSWERS)[number];

/** Where the gate run of a phase stands. */
export type Run =
  | 'idle'
  /** CodeDeploy called the hook. */
  | 'called'
  | 'asking'
  | `answering ${'Succeeded' | 'Failed'}`
  | 'rescuing'
  /** Its rescuer wrote to the ledger and has not answered. */
  | 'rescued'
  | 'over';

/** An invocation of the last resort that waits to be run, or has written to the ledger and not answered. */
export type Resort = 'begin' | 'wrote';

/** What one phase of a release has going. */
export interface PhaseState {
  readonly run: Run;
  readonly resorts: readonly Resort[];
  /** A judge whose state timed out: it may still write. */
  readonly lateJudge: GateAnswer | 'none';
  /** The answer that CodeDeploy took. */
  readonly answer: 'none' | 'Succeeded' | 'Failed' | 'timeout';
  /** Whether the gate passed: known to the model alone. */
  readonly passed: boolean;
}

export interface Deployment {
  readonly stage: 'created' | 'before' | 'shifting' | 'after' | 'succeeded' | 'ended';
  /** Whether any traffic is or was on green. */
  readonly moved: boolean;
  readonly rollback: 'none' | 'due' | 'under-way' | 'succeeded' | 'failed';
  /** Whether CodeDeploy still knows it. */
  readonly known: boolean;
}

/** An invocation of the closer or the reconciler. `claimed` and `published` are of whoever has the message. */
export interface Sender {
  readonly about: 'end' | 'rollback' | 'reconcile';
  readonly step: 'begin' | 'second' | 'due' | 'claimed' | 'published';
}

/** The whole platform around one release. */
export interface State {
  /** How many more things may go wrong. */
  readonly faultsLeft: number;
  readonly release: Release | undefined;
  readonly deployment: Deployment;
  readonly phases: Readonly<Record<HookPhase, PhaseState>>;
  /** Whether the watch found green worse, while traffic moved. */
  readonly regressed: boolean;
  /** Events on the bus. */
  readonly events: readonly ('end' | 'rollback')[];
  readonly senders: readonly Sender[];
  /** How often the ledger made the release end. */
  readonly recorded: number;
  /** How often the message was published … */
  readonly published: number;
  /** … and how often nobody could know that it was. */
  readonly unknown: number;
}

const PHASE_AT_START: PhaseState = { run: 'idle', resorts: [], lateJudge: 'none', answer: 'none', passed: false };

export function initialState(faults: number): State {
  return {
    faultsLeft: faults,
    release: undefined,
    deployment: { stage: 'created', moved: false, rollback: 'none', known: true },
    phases: { 'before-traffic': PHASE_AT_START, 'after-traffic': PHASE_AT_START },
    regressed: false,
    events: [],
    senders: [],
    recorded: 0,
    published: 0,
    unknown: 0,
  };
}

/**
 * What a state is, without when and in which order things happened, and without how many more may go wrong: whatever
 * can follow where fewer may, can follow where more may.
 */
export function keyOf(state: State): string {
  const { release, deployment, phases, events, regressed, senders, recorded, published, unknown } = state;
  const { stage, moved, rollback, known } = deployment;
  // Nobody looks any more at the answer of a hook that CodeDeploy has left behind.
  const phase = ({ run, resorts, lateJudge, answer, passed }: PhaseState, waitsFor: Deployment['stage']) => {
    const waits = stage === waitsFor;
    const runs = !waits && run.startsWith('answering') ? 'answering' : run;
    const answers = waits ? `${answer}${String(passed)}` : '';
    return `${runs},${list(resorts)},${lateJudge},${answers}`;
  };
  // Whatever a gate run still does changes nothing about a release that has ended: `lateProblem` sees to that.
  const running =
    release && isTerminal(release.state)
      ? ''
      : `${phase(phases['before-traffic'], 'before')}|${phase(phases['after-traffic'], 'after')}`;
  // What it found matters as long as green may still keep the traffic.
  const watched = regressed && stage !== 'ended' ? 'regressed' : '';
  const sent = `${recorded}${published}${unknown}`;
  const sending = list(senders.map(({ about, step }) => `${about} ${step}`));
  return `${release ? releaseKey(release) : ''}|${stage}${moved ? 1 : 0}${rollback}${known ? 1 : 0}${watched}|${running}|${list(events)}|${sending}|${sent}`;
}

/** What matters of a release: when something happened does not. */
export function releaseKey({ state, reasons, decidedBy, messageClaimedAt, messageSentAt }: Release): string {
  const sending = messageSentAt === undefined ? (messageClaimedAt === undefined ? '' : 'claimed') : 'sent';
  return `${state} ${reasons.length === 0 ? '' : 'refused'} ${decidedBy === undefined ? '' : 'decided'} ${sending}`;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : [...parts].sort().join(';');
}
