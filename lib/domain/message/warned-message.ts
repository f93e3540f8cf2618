import type { Reason } from '../gate/verdict';
import type { Release } from '../release/release';
import { timeText } from '../text/figures';
import type { Message } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage } from './release-message';

/** A gate in flight, or a check, whose lower limit is passed. */
export interface Warning {
  /** Its name. */
  readonly by: string;
  /** Why, with the figures. */
  readonly reasons: readonly Reason[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether all traffic is on green by now, whatever is still to be asked; `false` by default. */
  readonly isMoved?: boolean | undefined;
}

/** The message that a version is worse than it should be, and not so bad that it is stopped. */
export function warnedMessage(
  release: Release,
  { by, reasons, at, isMoved = false }: Warning,
  context: MessageContext = {},
): Message {
  const { blue, green, state } = release;
  const isMoving = state === 'shifting' && !isMoved && blue !== undefined;
  return releaseMessage(
    release,
    {
      kind: 'warned',
      urgency: 'warned',
      idEnding: `warned-${by}`,
      title: 'Warned, and going on',
      at,
      summary: [`Past a lower limit at ${timeText(at)}. Nothing was stopped.`],
      decidedBy: by,
      reasons,
      serving: isMoving ? `versions ${blue} and ${green}; traffic goes on moving` : `version ${green}`,
      next: [`Look whether version ${green} may go on. Past the limit itself it is stopped without you.`],
    },
    context,
  );
}
