import { outcomeMessage } from '../domain/message/outcome-message';
import type { Outcomes } from '../domain/message/outcomes';
import type { Ledger } from '../domain/release/ledger';
import type { ReleaseEvent } from '../domain/release/release-event';
import { applyEvent } from './apply-event';
import { messageContext } from './message-context';

export interface OutcomePorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace' | 'recordedGates' | 'manifest'>;
  readonly outcomes: Outcomes;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Applies what ends a release, and sends the message of its outcome where that is due. */
export async function applyAndSend(id: string, event: ReleaseEvent, ports: OutcomePorts): Promise<void> {
  const { effects } = await applyEvent(ports.ledger, id, event);
  if (effects.some((effect) => effect.kind === 'send-outcome')) await sendOutcome(id, ports);
}

/**
 * Sends the message of a release that has ended, unless it is sent or somebody else is sending it. Who dies between
 * the last two steps leaves a message that is sent once more, with the same id: a topic cannot be asked what it took.
 */
export async function sendOutcome(id: string, { ledger, outcomes, now }: OutcomePorts): Promise<void> {
  const { release, effects } = await applyEvent(ledger, id, { kind: 'message-claimed', at: now() });
  if (!effects.some((effect) => effect.kind === 'publish-outcome')) return;
  await outcomes.publish(outcomeMessage(release, await messageContext(release, ledger)));
  await applyEvent(ledger, id, { kind: 'message-sent', at: now() });
}
