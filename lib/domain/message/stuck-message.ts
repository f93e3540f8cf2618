import { isTerminal, type Release, type ReleaseState } from '../release/release';
import { durationText, timeText } from '../text/figures';
import { lookCommands, showCommand } from './look-commands';
import type { Message } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage } from './release-message';

/** What a release that has not ended waits for. */
const WAITS_FOR: Readonly<Partial<Record<ReleaseState, string>>> = {
  gating: 'the answers of its gates',
  shifting: 'its traffic to move',
  verifying: 'CodeDeploy to end the deployment',
  refused: 'CodeDeploy to end the deployment it was told to',
  'rolling-back': 'the old version to be put back',
};

/**
 * The message that nothing happens to a release any more, which has not ended.
 *
 * @param since when something last happened to it, in milliseconds since the epoch
 * @param at now
 */
export function stuckMessage(
  release: Release,
  { since, at }: { readonly since: number; readonly at: number },
  context: MessageContext = {},
): Message {
  const { id, state, blue, green, aliasName, revision } = release;
  if (isTerminal(state)) throw new Error(`Release ${id} is not stuck: it has ended and is ${state}.`);
  const isBeforeTraffic = state === 'gating';
  return releaseMessage(
    release,
    {
      kind: 'stuck',
      urgency: isBeforeTraffic ? 'stuck-before-traffic' : 'stuck-in-traffic',
      // Once for all the time in which nothing happens; where it went on and is stuck again, once more.
      idEnding: `stuck-${revision}`,
      title: 'Stuck',
      at,
      summary: [
        `Nothing has happened since ${timeText(since)}, for ${durationText(at - since)}: longer than it can take.`,
        `It is ${state} and waits for ${WAITS_FOR[state] ?? 'its end'}.`,
      ],
      decidedBy: release.decidedBy,
      reasons: release.reasons,
      serving: servingOf(isBeforeTraffic, { blue, green, aliasName }),
      next: ['Look at once which versions serve, and at what CloudFormation makes of the stack.'],
      commands: [showCommand(release), ...lookCommands(release)],
    },
    context,
  );
}

function servingOf(
  isBeforeTraffic: boolean,
  { blue, green, aliasName }: { readonly blue: string | undefined; readonly green: string; readonly aliasName: string },
): string {
  if (blue === undefined) return `unknown: the alias ${aliasName} may be there, with version ${green}, or not`;
  return isBeforeTraffic ? `version ${blue}, as before` : `unknown: the alias ${aliasName} may point to both versions`;
}
