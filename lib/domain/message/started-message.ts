import type { Release } from '../release/release';
import type { Message } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage } from './release-message';

/**
 * The message that customers begin to reach a version.
 *
 * @param at when its gates had let it through, in milliseconds since the epoch
 */
export function startedMessage(release: Release, at: number, context: MessageContext = {}): Message {
  const { blue, green, aliasName } = release;
  return releaseMessage(
    release,
    {
      kind: 'started',
      urgency: 'started',
      idEnding: 'started',
      title: 'Started',
      at,
      serving:
        blue === undefined
          ? `nothing yet by the alias ${aliasName}, which is being created`
          : `version ${blue}, and more and more version ${green}`,
      commands: [],
    },
    context,
  );
}
