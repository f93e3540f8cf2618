import type { Reason } from '../gate/verdict';
import type { Release } from '../release/release';
import { durationText, timeText } from '../text/figures';
import { lookCommands, showCommand } from './look-commands';
import type { Message } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage } from './release-message';

/** A check that failed after the release. */
export interface FailedCheck {
  /** Its name. */
  readonly name: string;
  /** Why, with the figures. */
  readonly reasons: readonly Reason[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether the check put the old version back by itself. */
  readonly acted: boolean;
}

/** The message that a version which was released is found to be bad. */
export function checkFailedMessage(
  release: Release,
  { name, reasons, at, acted }: FailedCheck,
  context: MessageContext = {},
): Message {
  const { blue, green, endedAt } = release;
  const after = endedAt === undefined || at <= endedAt ? '' : `, ${durationText(at - endedAt)} after the release`;
  const isBack = acted && blue !== undefined;
  return releaseMessage(
    release,
    {
      kind: 'check-failed',
      urgency: acted ? 'check-acted' : 'check-failed',
      idEnding: `check-failed-${name}`,
      title: acted ? 'Check failed, and rolled back' : 'Check failed, and nothing rolled back',
      at,
      summary: [`Failed at ${timeText(at)}${after}.`],
      decidedBy: name,
      reasons,
      serving: isBack ? `version ${blue}, put back by the check` : `version ${green}`,
      next: acted
        ? ['Nothing to do in production. Fix the change and deploy again.']
        : [
            blue === undefined
              ? `Look at once whether version ${green} may go on serving.`
              : `Look at once whether version ${green} may go on serving; version ${blue} is what served before it.`,
          ],
      commands: acted ? [showCommand(release)] : [...lookCommands(release), showCommand(release)],
    },
    context,
  );
}
