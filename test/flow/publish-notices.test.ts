import type { Message } from '../../lib/domain/message/message';
import { publishAtOnce, publishLeftNotices } from '../../lib/flow/publish-notices';
import { sentMessage } from '../domain/delivery/sent-message';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { noticePorts } from './notice-ports';

const started = sentMessage({ id: 'd-1-started', kind: 'started', at: 1000 });
const never = () => new Promise<void>(() => undefined);

function platform(kept: readonly Message[], now = 1_000_000) {
  const ledger = new InMemoryLedger();
  ledger.notices.push(...kept);
  return noticePorts(ledger, () => now);
}

describe('what is to be said at once', () => {
  it('is published and known to be', async () => {
    const { messages, done, ports } = platform([started]);
    await publishAtOnce([started], ports);
    expect(messages).toEqual([started]);
    expect([...done]).toEqual(['d-1-started']);
  });

  it.each([
    ['the topic does not answer', { outcomes: { publish: never } }],
    ['the topic refuses it', { outcomes: { publish: () => Promise.reject(new Error('AuthorizationError')) } }],
  ])('keeps nobody waiting for a second where %s, and is left to the reconciler', async (_, broken) => {
    jest.useFakeTimers();
    try {
      const { done, ports } = platform([started]);
      const publishing = publishAtOnce([started], { ...ports, ...broken });
      await jest.advanceTimersByTimeAsync(999);
      await publishing;
      expect([...done]).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what was kept to be said', () => {
  it('is published by the reconciler once a minute is over, and once', async () => {
    const late = sentMessage({ id: 'd-2-started', at: 999_000 });
    const { messages, ports } = platform([started, late]);
    await publishLeftNotices(ports);
    await publishLeftNotices(ports);
    expect(messages).toEqual([started]);
  });

  it('keeps none of the others waiting where it cannot be published', async () => {
    const { messages, ports } = platform([started, { ...started, id: 'd-2-started' }]);
    const outcomes = {
      publish: (message: Message) =>
        message.id === 'd-1-started' ? Promise.reject(new Error('too large')) : ports.outcomes.publish(message),
    };
    await expect(publishLeftNotices({ ...ports, outcomes })).rejects.toThrow(
      'These messages could not be published. d-1-started: Error: too large',
    );
    expect(messages.map(({ id }) => id)).toEqual(['d-2-started']);
  });
});
