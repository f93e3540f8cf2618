import type { MessageContext } from '../../../lib/domain/message/message-context';
import { checkFailedMessage } from '../../../lib/domain/message/check-failed-message';
import type { Message } from '../../../lib/domain/message/message';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { owedMessage } from '../../../lib/domain/message/owed-message';
import { startedMessage } from '../../../lib/domain/message/started-message';
import { stuckMessage } from '../../../lib/domain/message/stuck-message';
import { warnedMessage } from '../../../lib/domain/message/warned-message';
import type { Release } from '../../../lib/domain/release/release';
import { releaseIn } from '../release/example-release';

export const OPENED = Date.UTC(2026, 0, 5, 9, 10);
export const MINUTE = 60_000;

export const why = { code: 'regression', message: '6.1 % of 1 204 calls failed on version 8.' };
export const beside = { code: 'shadow', message: 'Shadow gate strict said fail.' };

/** All that may be known of a release. */
export const context = {
  hit: { failed: 73, requests: 1204, atLeast: true },
  failingSince: OPENED + 2 * MINUTE,
  firstError: 'TypeError: price of undefined',
  facts: {
    count: 12,
    authors: 3,
    some: [{ sha: '0123456789abcdef0123', subject: 'Price by basket', author: 'Ada' }],
  },
  links: [{ title: 'Gate run', url: 'https://eu-west-1.console.aws.amazon.com/states/home' }],
  concerned: ['ada@example.com', 'nobody@example.com'],
} satisfies MessageContext;

export const rolledBack = (over: Partial<Release> = {}): Release =>
  releaseIn({
    state: 'rolled-back',
    openedAt: OPENED,
    decidedAt: OPENED + 8 * MINUTE,
    endedAt: OPENED + 10 * MINUTE,
    decidedBy: 'error-rate',
    reasons: [why],
    notes: [beside],
    head: 'f'.repeat(64),
    ...over,
  });

export const red = (over: Partial<Release> = {}, known: MessageContext = context): Message =>
  outcomeMessage(rolledBack(over), known);

/** One message of every kind, by how urgent it is. */
export const everyMessage = (over: Partial<Release> = {}, known: MessageContext = context) => {
  const at = OPENED + 20 * MINUTE;
  const { blue, ...first } = rolledBack({ ...over, state: 'failed' });
  expect(blue).toBeDefined();
  const released = rolledBack({ decidedBy: 'gates', ...over, state: 'released' });
  const check = { name: 'day-after', reasons: over.reasons ?? [why], at };
  const lacking = (over.reasons ?? [why]).map((reason) => ({
    ...({ kind: 'regression-test', as: 'check', is: 'lacking', reason } as const),
  }));
  const owed = { subject: 'a'.repeat(64), dueAt: at + 60 * MINUTE };
  return {
    started: startedMessage(rolledBack({ ...over, state: 'shifting' }), at, known),
    warned: warnedMessage(
      rolledBack({ ...over, state: 'shifting' }),
      { by: 'latency', reasons: check.reasons, at },
      known,
    ),
    blocked: outcomeMessage(rolledBack({ ...over, state: 'blocked' }), known),
    'rolled-back': outcomeMessage(rolledBack(over), known),
    released: outcomeMessage(released, known),
    failed: outcomeMessage(first, known),
    'alias-split': outcomeMessage(rolledBack({ ...over, state: 'failed' }), known),
    'check-acted': checkFailedMessage(released, { ...check, acted: true }, known),
    'check-failed': checkFailedMessage(released, { ...check, acted: false }, known),
    'stuck-before-traffic': stuckMessage(rolledBack({ ...over, state: 'gating' }), { since: OPENED, at }, known),
    'stuck-in-traffic': stuckMessage(rolledBack({ ...over, state: 'shifting' }), { since: OPENED, at }, known),
    owed: owedMessage(released, owed, lacking, at, known),
    overdue: owedMessage(released, owed, lacking, owed.dueAt + 10 * MINUTE, known),
  };
};
