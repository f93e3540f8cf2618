import type { Reason } from '../gate/verdict';
import { isTerminal, type Release } from './release';
import type { DeploymentEnding, ReleaseEvent } from './release-event';

/** What CodeDeploy says, some time later, of a release's deployment and of what puts the old version back. */
export type SeenDeployment =
  /** CodeDeploy does not know the deployment any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'under-way' }
  | {
      readonly kind: 'ended';
      readonly ending: DeploymentEnding;
      /** Milliseconds since the epoch. */
      readonly endedAt: number;
      /** `none` where CodeDeploy has not begun one. */
      readonly rollback: 'none' | 'under-way' | 'succeeded' | 'failed';
    };

/**
 * CodeDeploy begins a rollback within seconds. One that has not begun after so many milliseconds never will: somebody
 * stopped the deployment and asked for none, or the group does not roll back for what happened.
 */
export const ROLLBACK_BEGINS_MS = 15 * 60_000;

/**
 * The events that a release should have had by now, in their order, by what CodeDeploy says of its deployment. They are
 * the events of whoever is told in time, so that a release ends the same way whoever ends it.
 *
 * @param at now, in milliseconds since the epoch
 */
export function missedEvents(release: Release, seen: SeenDeployment, at: number): readonly ReleaseEvent[] {
  if (isTerminal(release.state) || seen.kind === 'under-way') return [];
  if (seen.kind === 'gone') return [unknown(at, goneReason(release.id))];
  const { ending, endedAt, rollback } = seen;
  const ended: ReleaseEvent = { kind: 'deployment-ended', at, ending };
  switch (rollback) {
    case 'succeeded':
    case 'failed':
      return [ended, { kind: 'rollback-ended', at, succeeded: rollback === 'succeeded' }];
    case 'under-way':
      return [ended];
    case 'none':
      return isOverdue(ending, at - endedAt) ? [ended, unknown(at, noRollbackReason(release.id))] : [ended];
  }
}

function isOverdue(ending: DeploymentEnding, sinceMs: number): boolean {
  // Stryker disable next-line ConditionalExpression,StringLiteral: it is for the compiler; no traffic moves back after a success.
  if (ending.status === 'succeeded') return false;
  return ending.trafficMoved && ending.rollsBack && sinceMs >= ROLLBACK_BEGINS_MS;
}

function unknown(at: number, reason: Reason): ReleaseEvent {
  return { kind: 'outcome-unknown', at, reason };
}

function goneReason(id: string): Reason {
  return {
    code: 'deployment-gone',
    message: `CodeDeploy does not know deployment ${id} any more, so that nobody can say how it ended.`,
  };
}

function noRollbackReason(id: string): Reason {
  return {
    code: 'rollback-not-begun',
    message: `Deployment ${id} ended after traffic had moved, and CodeDeploy began no rollback within ${ROLLBACK_BEGINS_MS / 60_000} minutes.`,
  };
}
