import { beginning } from '../size/beginning';
import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import { oneLine } from '../text/one-line';
import { GATE_RUN, type Breakage, type BrokenGateRun } from './broken-gate-run';
import type { FirstReleaseInput } from './gate-runs';
import { isTerminal, type Release } from './release';
import type { DeploymentEnding, ReleaseEvent } from './release-event';

/**
 * The id of a first release, which has no deployment to be named after. A creation that was rolled back may come again
 * with the same version, so part of CloudFormation's request is in it.
 *
 * @param stackId the stack's ARN
 * @param requestId CloudFormation's id of its request to create
 */
export function firstReleaseId(stackId: string, version: string, requestId: string): string {
  return `${firstReleasePrefix(stackId.split('/')[1] ?? stackId)}${version}-${requestId.slice(0, 8)}`;
}

/** What the ids of the first releases of a stack begin with. */
export function firstReleasePrefix(stackName: string): string {
  // The id names a session of the release role, which has 64 characters at most (AWS STS API Reference, AssumeRole).
  return `first-${stackName.slice(0, 36)}-`;
}

/** The gate run of a first release that broke, or did not start. It is answered by its URL, as a hook is by its id. */
export function brokenFirstRun({ release, request }: FirstReleaseInput, how: Breakage): BrokenGateRun {
  return { ...how, deploymentId: release.id, hookExecutionId: request.responseUrl, phase: 'before-traffic' };
}

/** Whether CloudFormation is to be told to create the alias: the gates passed, and nobody can refuse it any more. */
export function mayBeCreated({ allowedAt }: Release): boolean {
  return allowedAt !== undefined;
}

/** How a first release ends that was refused: CloudFormation creates no alias. */
export function refusedCreation(release: Release): DeploymentEnding {
  return {
    status: 'failed',
    by: GATE_RUN,
    reason:
      release.state === 'shifting'
        ? {
            code: 'first-release-not-told',
            message: `The gates of version ${release.green} passed, but CloudFormation was not told so.`,
          }
        : { code: 'first-release-not-judged', message: `The gates of version ${release.green} were not judged.` },
    trafficMoved: false,
    rollsBack: false,
  };
}

const MOST_CHARACTERS = 500;

/** Why CloudFormation must not create the alias: one sentence for the events of the stack, which terminals print. */
export function refusalSentence(release: Release): string {
  const { functionName, aliasName, green, id } = release;
  const said = release.reasons.map(({ message }) => message.replace(/\.$/, ''));
  const why = said.length === 0 ? `see release ${id} in the ledger` : said.join('; ');
  const sentence = oneLine(
    `The alias ${aliasName} of ${functionName} is not created, as ${release.decidedBy ?? 'its gate run'} refused version ${green}: ${why}.`,
  );
  // In one line of a stack's events a person reads no more; in characters of more bytes there is less room.
  return shortened(beginning(sentence, MOST_CHARACTERS), BUDGETS.creationReason);
}

/**
 * For how long anybody may still be about to answer CloudFormation, in milliseconds: it waits an hour at most for a
 * custom resource (CloudFormation User Guide, "Custom resources", `ServiceTimeout`), and a request may be a little late.
 */
export const CREATION_OVER_MS = 65 * 60_000;

/**
 * The events that a first release should have had by now. It has no deployment that could be asked: once CloudFormation
 * waits no longer, a release whose creation nobody allowed was refused, and of one that was allowed and not ended
 * nobody can say whether CloudFormation was told.
 *
 * @param at now, in milliseconds since the epoch
 */
export function missedFirstReleaseEvents(release: Release, at: number): readonly ReleaseEvent[] {
  if (isTerminal(release.state) || at < release.openedAt + CREATION_OVER_MS) return [];
  if (!mayBeCreated(release)) return [{ kind: 'deployment-ended', at, ending: refusedCreation(release) }];
  const message = `The gates of version ${release.green} passed, and nobody can say whether CloudFormation was told so in time.`;
  return [{ kind: 'outcome-unknown', at, reason: { code: 'creation-not-confirmed', message } }];
}
