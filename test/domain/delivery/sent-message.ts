import type { Message } from '../../../lib/domain/message/message';

/** A message to be delivered, with what a test says of it. */
export function sentMessage(change: Partial<Message> = {}): Message {
  return {
    schema: 1,
    id: 'd-1-rolled-back',
    kind: 'rolled-back',
    severity: 'error',
    needsPerson: false,
    at: 1_800_000_000_000,
    service: 'chat',
    alias: 'chat:live',
    releaseId: 'd-1',
    blue: '1',
    green: '2',
    headline: 'Rolled back: chat',
    summary: [],
    reasons: [],
    notes: [],
    serving: 'version 1, put back by CodeDeploy',
    next: [],
    commands: [],
    links: [],
    concerned: [],
    ...change,
  };
}
