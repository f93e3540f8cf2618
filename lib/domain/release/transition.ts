import type { Phase } from '../gate/gate-definition';
import { worst, type Outcome, type Reason } from '../gate/verdict';
import { isTerminal, type GateRecord, type Release, type ReleaseState } from './release';

/** What can happen to a release. Times are milliseconds since the epoch. */
export type ReleaseEvent =
  | { readonly kind: 'judged'; readonly at: number; readonly phase: Phase; readonly gates: readonly GateRecord[] }
  | {
      readonly kind: 'deployment-ended';
      readonly at: number;
      readonly ending: DeploymentEnding;
    }
  | { readonly kind: 'rollback-ended'; readonly at: number; readonly succeeded: boolean }
  | { readonly kind: 'message-sent'; readonly at: number };

/** How CodeDeploy says a deployment ended. */
export type DeploymentEnding =
  | { readonly status: 'succeeded' }
  | {
      readonly status: 'failed' | 'stopped';
      /** Who ended it: an alarm by its place in the release, or CodeDeploy. */
      readonly by: string;
      readonly reason: Reason;
      /** Whether any customer may have reached green. */
      readonly trafficMoved: boolean;
      /** Whether CodeDeploy rolls back by itself. */
      readonly rollsBack: boolean;
    };

/** What has to be done once the new state is kept. */
export type Effect =
  { readonly kind: 'answer-hook'; readonly status: 'Succeeded' | 'Failed' } | { readonly kind: 'send-outcome' };

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
    case 'judged':
      return judged(release, event);
    case 'deployment-ended':
      return deploymentEnded(release, event.at, event.ending);
    case 'rollback-ended':
      return rollbackEnded(release, event);
    case 'message-sent':
      return release.messageSentAt === undefined && isTerminal(release.state)
        ? { next: changed(release, { messageSentAt: event.at }), effects: [] }
        : { next: release, effects: [] };
  }
}

function judged(release: Release, event: Extract<ReleaseEvent, { kind: 'judged' }>): Transition {
  const outcome = event.gates.map((gate) => gate.verdict.outcome).reduce<Outcome>(worst, 'pass');
  const answer: Effect = { kind: 'answer-hook', status: outcome === 'pass' ? 'Succeeded' : 'Failed' };
  const expected = event.phase === 'before-traffic' ? 'gating' : 'shifting';
  if (release.state !== expected) return { next: release, effects: [repeatedAnswer(release, answer)] };
  if (outcome === 'pass') {
    const state = event.phase === 'before-traffic' ? 'shifting' : 'verifying';
    return { next: changed(release, { state }), effects: [answer] };
  }
  const refusing = event.gates.filter((gate) => gate.verdict.outcome !== 'pass');
  return {
    next: changed(release, {
      state: 'refused',
      decidedBy: refusing.map((gate) => gate.name).join(', '),
      decidedAt: event.at,
      reasons: refusing.flatMap((gate) => gate.verdict.reasons),
    }),
    effects: [answer],
  };
}

/** The states that a release is in only once its gates have let it through. */
const LET_THROUGH: ReadonlySet<ReleaseState> = new Set(['shifting', 'verifying', 'released']);

/** Once a gate has refused a release, no second run of the hook can let it through, whatever CodeDeploy made of it. */
function repeatedAnswer(release: Release, answer: Effect): Effect {
  const stands = LET_THROUGH.has(release.state) && release.reasons.length === 0;
  return stands ? answer : { kind: 'answer-hook', status: 'Failed' };
}

function deploymentEnded(release: Release, at: number, ending: DeploymentEnding): Transition {
  if (isTerminal(release.state)) return { next: release, effects: unsent(release) };
  if (release.state === 'rolling-back') return { next: release, effects: [] };
  if (ending.status === 'succeeded') {
    return ended(changed(release, { decidedBy: release.decidedBy ?? 'gates', decidedAt: release.decidedAt ?? at }), {
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

function ended(release: Release, change: Pick<Release, 'state' | 'endedAt'>): Transition {
  const next = changed(release, change);
  return { next, effects: unsent(next) };
}

function unsent(release: Release): readonly Effect[] {
  return release.messageSentAt === undefined ? [{ kind: 'send-outcome' }] : [];
}

function changed(release: Release, change: Partial<Release>): Release {
  return { ...release, ...change, revision: release.revision + 1 };
}
