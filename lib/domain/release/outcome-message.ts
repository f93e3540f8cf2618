import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import { oneLine } from '../text/one-line';
import { outcomeId } from './effect';
import type { Release } from './release';

export interface OutcomeMessage {
  /** The id of the effect that it is: the same for each copy, where it was sent more than once. */
  readonly deduplicationId: string;
  /** The deployment's id, or, at a first deploy, the release's own. */
  readonly releaseId: string;
  /** What was released, such as `chat:live`. */
  readonly alias: string;
  /** One line of at most 100 ASCII characters, as SNS allows (Amazon SNS API Reference, "Publish"). */
  readonly subject: string;
  readonly text: string;
}

/** Where whoever is concerned hears how releases ended. */
export interface Outcomes {
  publish(message: OutcomeMessage): Promise<void>;
}

/**
 * The message about how a release ended: what happened, why, what serves now, and what to do. Much of it comes from
 * green, a model or a log. Each line begins with words of ours and is one line, so that none of them can be forged.
 */
export function outcomeMessage(release: Release): OutcomeMessage {
  const { functionName, aliasName, blue, green } = release;
  const { headline, serving, next } = saidOf(release);
  const reasons = release.reasons.slice(0, MOST_REASONS).map(({ message }) => `- ${line(message)}`);
  const more = release.reasons.length - reasons.length;
  return {
    deduplicationId: outcomeId(release),
    releaseId: release.id,
    alias: `${functionName}:${aliasName}`,
    subject: oneLine(`${headline}: ${functionName}`)
      .replace(/[^ -~]/gu, '?')
      .slice(0, 100),
    text: [
      `${headline}: ${functionName}:${aliasName}, ${blue === undefined ? `first version ${green}` : `version ${blue} to ${green}`}.`,
      ...(release.decidedBy !== undefined && release.state !== 'released'
        ? [`Decided by: ${line(release.decidedBy)}.`]
        : []),
      ...reasons,
      ...(more > 0 ? [`- and ${more} more`] : []),
      ...notesOf(release),
      `Serving now: ${serving}.`,
      ...(next === undefined ? [] : [next]),
      `${blue === undefined ? 'Release' : 'Deployment'}: ${release.id}`,
    ]
      .map(oneLine)
      .join('\n'),
  };
}

const MOST_REASONS = 5;

function notesOf({ notes = [] }: Release): readonly string[] {
  const more = notes.length - MOST_REASONS;
  return [
    ...notes.slice(0, MOST_REASONS).map(({ message }) => `Note: ${line(message)}`),
    ...(more > 0 ? [`Note: and ${more} more gates that did not count.`] : []),
  ];
}

/** All lines together stay within what SNS and Slack take. */
function line(text: string): string {
  return shortened(oneLine(text), BUDGETS.messageLine);
}

interface Said {
  readonly headline: string;
  readonly serving: string;
  readonly next?: string;
}

function saidOf(release: Release): Said {
  const { state, blue, green, aliasName, functionName, id } = release;
  switch (state) {
    case 'released':
      return {
        headline: 'Released',
        serving: `version ${green}${blue === undefined ? `, once CloudFormation has created the alias ${aliasName}` : ''}`,
      };
    case 'blocked':
      return {
        headline: 'Blocked before any traffic',
        serving:
          blue === undefined
            ? `nothing by the alias ${aliasName}, which is not created`
            : `version ${blue}, as before; no customer reached version ${green}`,
        next: 'Nothing to do in production. Fix the change and deploy again.',
      };
    case 'rolled-back':
      return {
        headline: 'Rolled back',
        // Stryker disable next-line StringLiteral: for the compiler; a release without blue moved no traffic to put back.
        serving: `version ${blue ?? '(none)'}, put back by CodeDeploy`,
        next: 'Nothing to do in production. Fix the change and deploy again.',
      };
    case 'failed':
      if (blue === undefined) {
        return {
          headline: 'Failed, and nobody knows how it ended',
          serving: `unknown: the alias ${aliasName} may be there, with version ${green}, or not`,
          next: `Look at once: aws lambda get-alias --function-name ${functionName} --name ${aliasName}; then at the events of its stack.`,
        };
      }
      return {
        headline: 'Failed, and not rolled back',
        serving: `unknown: the alias ${aliasName} may point to both versions`,
        next: `Look at once: aws lambda get-alias --function-name ${functionName} --name ${aliasName}; then aws deploy get-deployment --deployment-id ${id}`,
      };
    case 'gating':
    case 'shifting':
    case 'verifying':
    case 'refused':
    case 'rolling-back':
      throw new Error(`Release ${id} has not ended: it is ${state}.`);
  }
}
