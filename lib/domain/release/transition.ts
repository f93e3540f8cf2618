import type { BrokenGlass } from '../attestation/break-glass';
import type { HookPhase } from '../gate/phase';
import type { Reason } from '../gate/verdict';
import { BY_HAND, putBackReason } from './by-hand';
import { answerHook, publishOutcome, sendNotice, sendOutcome, type Effect } from './effect';
import { gateEffect, gateNotes, outcomeOf } from './gate-effect';
import { awaitsCount, isTerminal, type GateRecord, type Release, type ReleaseState } from './release';
import { GATE_RUN } from './broken-gate-run';
import { ALL_GATES } from './no-gates';
import { keptReasons } from './kept-reasons';
import type { DeploymentEnding, ReleaseEvent } from './release-event';

/**
 * For how long a message is left to who claimed it, in milliseconds. No function that sends messages may run longer:
 * then a claim that is this old is that of a function that died.
 */
export const MESSAGE_CLAIM_MS = 60_000;

export interface Transition {
  readonly next: Release;
  readonly effects: readonly Effect[];
}

/**
 * What an event makes of a release.
 *
 * A late or repeated event changes nothing, but its effects are asked for again where they may not have happened:
 * a hook that is delivered twice is answered twice (CodeDeploy refuses the second answer), and an outcome whose
 * message is not known to be sent is sent.
 */
export function transition(release: Release, event: ReleaseEvent): Transition {
  switch (event.kind) {
    case 'glass-broken':
      return glassBroken(release, event.glass);
    case 'judged':
      return judged(release, event);
    case 'regressed':
      return regressed(release, event);
    case 'warned':
      return warned(release, event);
    case 'stuck':
      return stuck(release, event);
    case 'gate-run-broke':
      return gateRunBroke(release, event);
    case 'creation-allowed':
      return creationAllowed(release, event.at);
    case 'deployment-ended':
      return deploymentEnded(release, event.at, event.ending);
    case 'rollback-ended':
      return rollbackEnded(release, event);
    case 'outcome-unknown':
      return outcomeUnknown(release, event);
    case 'put-back':
      return putBack(release, event);
    case 'counted':
      return counted(release, event);
    case 'message-claimed':
      return messageClaimed(release, event.at);
    case 'message-sent':
      return release.messageSentAt === undefined && isTerminal(release.state)
        ? { next: changed(release, { messageSentAt: event.at }), effects: [] }
        : { next: release, effects: [] };
  }
}

/** Once, before its gates are judged. */
function glassBroken(release: Release, glass: BrokenGlass): Transition {
  const isDue = release.state === 'gating' && release.breakGlass === undefined;
  return { next: isDue ? changed(release, { breakGlass: glass }) : release, effects: [] };
}

/** Which state the gates of a phase are judged in, and which one a pass leads to. */
const PASSING: Readonly<Record<HookPhase, { readonly from: ReleaseState; readonly to: ReleaseState }>> = {
  'before-traffic': { from: 'gating', to: 'shifting' },
  'after-traffic': { from: 'shifting', to: 'verifying' },
};

function judged(release: Release, event: Extract<ReleaseEvent, { kind: 'judged' }>): Transition {
  const outcome = outcomeOf(event.gates);
  const answer = answerHook(release, event.phase, outcome === 'pass' ? 'Succeeded' : 'Failed');
  const { from, to } = PASSING[event.phase];
  if (release.state !== from) {
    const repeated = mayStand(release) ? answer : answerHook(release, event.phase, 'Failed');
    return { next: release, effects: [repeated] };
  }
  const noted = withNotes(askedBy(release, event.gateRun), [...(event.leftOut ?? []), ...gateNotes(event.gates)]);
  if (outcome === 'pass') {
    const began = event.phase === 'before-traffic' ? { shiftedAt: event.at } : {};
    return { next: changed(noted, { state: to, ...began }), effects: [answer, ...started(release, event)] };
  }
  return { next: refusedBy(noted, event), effects: [answer] };
}

/** Traffic is about to move, from a version that serves. */
function started(
  release: Release,
  { phase, at }: { readonly phase: HookPhase; readonly at: number },
): readonly Effect[] {
  const isStart = phase === 'before-traffic' && release.blue !== undefined;
  return isStart ? [sendNotice(release, { kind: 'started', at })] : [];
}

/** Once for each gate, however long it stays past its lower limit. */
function warned(release: Release, event: Extract<ReleaseEvent, { kind: 'warned' }>): Transition {
  const { at, by, warnings: reasons, isMoved } = event;
  const before = release.warned ?? [];
  const isDue = (release.state === 'shifting' || release.state === 'verifying') && !before.includes(by);
  if (!isDue) return { next: release, effects: [] };
  const effects = [sendNotice(release, { kind: 'warned', at, by, reasons, ...(isMoved ? { isMoved } : {}) })];
  return { next: changed(release, { warned: [...before, by] }), effects };
}

/** Somebody is told once, who then looks. */
function stuck(release: Release, { at, since }: Extract<ReleaseEvent, { kind: 'stuck' }>): Transition {
  if (isTerminal(release.state) || release.stuckAt !== undefined) return { next: release, effects: [] };
  return { next: changed(release, { stuckAt: at }), effects: [sendNotice(release, { kind: 'stuck', at, since })] };
}

/** Whoever stops the deployment, it is for what the watch found; no hook waits for an answer then. */
function regressed(release: Release, event: Extract<ReleaseEvent, { kind: 'regressed' }>): Transition {
  const isDue = (release.state === 'shifting' || release.state === 'verifying') && outcomeOf(event.gates) !== 'pass';
  return { next: isDue ? refusedBy(release, event) : release, effects: [] };
}

/** Refused by those of the gates that refuse it. */
function refusedBy(
  release: Release,
  { at, gates }: { readonly at: number; readonly gates: readonly GateRecord[] },
): Release {
  const refusing = gates.filter((gate) => gateEffect(gate) === 'refused');
  return refused(release, at, refusing.map((gate) => gate.name).join(', '), keptReasons(refusing));
}

/** The release with what is said of its gates that does not stop it; `reasons` are for what does. */
function withNotes(release: Release, notes: readonly Reason[]): Release {
  return notes.length === 0 ? release : { ...release, notes: [...(release.notes ?? []), ...notes] };
}

/** The release with the execution that asked its gates last, where that is known. */
function askedBy(release: Release, gateRun: string | undefined): Release {
  return gateRun === undefined ? release : { ...release, gateRun };
}

/** The states that a release is in only once its gates have let it through. */
const LET_THROUGH: ReadonlySet<ReleaseState> = new Set(['shifting', 'verifying', 'released']);

/** Once a gate has refused a release, no second run of the hook can let it through, whatever CodeDeploy made of it. */
function mayStand({ state, reasons }: Release): boolean {
  return LET_THROUGH.has(state) && reasons.length === 0;
}

/** The states in which the answer of a phase may still be due: before its judgement, and after one that was not told. */
const ANSWER_DUE: Readonly<Record<HookPhase, ReadonlySet<ReleaseState>>> = {
  'before-traffic': new Set(['gating', 'shifting']),
  'after-traffic': new Set(['shifting', 'verifying']),
};

/**
 * Nothing was judged that CodeDeploy knows of: the release is refused, and the answer is Failed in every state. But a
 * creation that was allowed may have been told to CloudFormation already, so that this is what it is told for good.
 */
function gateRunBroke(release: Release, event: Extract<ReleaseEvent, { kind: 'gate-run-broke' }>): Transition {
  if (release.allowedAt !== undefined) {
    return { next: release, effects: [answerHook(release, event.phase, 'Succeeded')] };
  }
  const effects = [answerHook(release, event.phase, 'Failed')];
  if (!ANSWER_DUE[event.phase].has(release.state)) return { next: release, effects };
  return { next: refused(askedBy(release, event.gateRun), event.at, GATE_RUN, [event.reason]), effects };
}

/** From here on CloudFormation is told nothing else, whoever tells it. A release that was refused meanwhile stays so. */
function creationAllowed(release: Release, at: number): Transition {
  const isDue = release.blue === undefined && release.state === 'shifting' && release.allowedAt === undefined;
  return { next: isDue ? changed(release, { allowedAt: at }) : release, effects: [] };
}

function refused(release: Release, at: number, decidedBy: string, reasons: Release['reasons']): Release {
  return changed(release, { state: 'refused', decidedBy, decidedAt: at, reasons });
}

function deploymentEnded(release: Release, at: number, ending: DeploymentEnding): Transition {
  if (isTerminal(release.state)) return { next: release, effects: unsent(release) };
  if (release.state === 'rolling-back') return { next: release, effects: [] };
  if (ending.status === 'succeeded') {
    return ended(changed(release, { decidedBy: release.decidedBy ?? ALL_GATES, decidedAt: release.decidedAt ?? at }), {
      state: 'released',
      endedAt: at,
    });
  }
  const decided =
    release.state === 'refused'
      ? release
      : changed(release, { decidedBy: ending.by, decidedAt: at, reasons: [ending.reason] });
  if (!ending.trafficMoved) return ended(decided, { state: 'blocked', endedAt: at });
  if (!ending.rollsBack) return ended(decided, { state: 'failed', endedAt: at });
  return { next: changed(decided, { state: 'rolling-back' }), effects: [] };
}

function rollbackEnded(release: Release, event: Extract<ReleaseEvent, { kind: 'rollback-ended' }>): Transition {
  if (isTerminal(release.state)) return { next: release, effects: unsent(release) };
  if (release.state !== 'rolling-back') return { next: release, effects: [] };
  return ended(release, { state: event.succeeded ? 'rolled-back' : 'failed', endedAt: event.at });
}

/** Nothing puts a release right of which nobody knows the end: that is for a person to look at. */
function outcomeUnknown(release: Release, event: Extract<ReleaseEvent, { kind: 'outcome-unknown' }>): Transition {
  if (isTerminal(release.state)) return { next: release, effects: unsent(release) };
  const { decidedBy = release.blue === undefined ? GATE_RUN : 'codedeploy', decidedAt = event.at } = release;
  const decided = changed(release, { decidedBy, decidedAt, reasons: [...release.reasons, event.reason] });
  return ended(decided, { state: 'failed', endedAt: event.at });
}

/**
 * The alias does not serve its green any more: it is said once more how the release ended, and what customers had of green
 * is counted to that end.
 */
function putBack(release: Release, event: Extract<ReleaseEvent, { kind: 'put-back' }>): Transition {
  const { at, by, because, to, deploymentId, decidedAt } = event;
  if (release.state !== 'released' && release.state !== 'failed') {
    return { next: release, effects: isTerminal(release.state) ? unsent(release) : [] };
  }
  const decided = { decidedBy: BY_HAND, decidedAt, reasons: [putBackReason(event)] };
  const hand = { by, because, at, to, deploymentId };
  return ended({ ...untold(release), ...decided, putBack: hand }, { state: 'rolled-back', endedAt: at });
}

/** As if nothing had been said and counted of its end. */
function untold(release: Release): Release {
  const bare = { ...release };
  delete bare.counted;
  delete bare.messageClaimedAt;
  delete bare.messageSentAt;
  return bare;
}

/** What customers had of green is counted once, when nothing more can be added to it. */
function counted(release: Release, { at, requests, failed }: Extract<ReleaseEvent, { kind: 'counted' }>): Transition {
  if (!awaitsCount(release)) return { next: release, effects: [] };
  const known = requests === undefined ? {} : { requests, failed };
  return { next: changed(release, { counted: { at, ...known } }), effects: [] };
}

/** The message of an outcome is one sender's at a time. */
function messageClaimed(release: Release, at: number): Transition {
  const { state, messageClaimedAt = -Infinity, messageSentAt } = release;
  const isDue = isTerminal(state) && messageSentAt === undefined && at >= messageClaimedAt + MESSAGE_CLAIM_MS;
  if (!isDue) return { next: release, effects: [] };
  return { next: changed(release, { messageClaimedAt: at }), effects: [publishOutcome(release)] };
}

function ended(release: Release, change: Pick<Release, 'state' | 'endedAt'>): Transition {
  const next = changed(release, change);
  return { next, effects: unsent(next) };
}

function unsent(release: Release): readonly Effect[] {
  return release.messageSentAt === undefined ? [sendOutcome(release)] : [];
}

function changed(release: Release, change: Partial<Release>): Release {
  return { ...release, ...change, revision: release.revision + 1 };
}
