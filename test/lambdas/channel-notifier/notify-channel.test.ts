import { notifyChannel, type DeliveryLine, type NotifierPorts } from '../../../lambdas/channel-notifier/notify-channel';
import { postTo, type PostingClients } from '../../../lambdas/channel-notifier/post-to';
import { UnusableSecret } from '../../../lib/adapters/channel-secrets';
import type { Posted } from '../../../lib/domain/delivery/posted';
import { Secret } from '../../../lib/domain/secret/secret';
import { loopback } from '../../adapters/loopback';
import { InMemoryDeliveries } from '../../domain/delivery/in-memory-deliveries';
import { red } from '../../domain/message/example-message';
import { PLANTED, PLANT } from '../../planted-secret';

const record = (body: string, id = 'm-1', receives = 1) => ({
  messageId: id,
  receiptHandle: `handle of ${id}`,
  body,
  attributes: { ApproximateReceiveCount: String(receives), SenderId: 'x' },
});

function notifier(posted: Posted) {
  const lines: DeliveryLine[] = [];
  const hidden: (readonly [string, number])[] = [];
  const deadLetters: (readonly [string, string])[] = [];
  const ports: NotifierPorts = {
    channel: { name: 'slack', routing: {}, hasThreads: false },
    deliveries: new InMemoryDeliveries(),
    post: () => Promise.resolve(posted),
    queue: {
      hide: (handle, seconds) => {
        hidden.push([handle, seconds]);
        return Promise.resolve();
      },
      giveUp: (body, why) => {
        deadLetters.push([body, why]);
        return Promise.resolve();
      },
    },
    record: (line) => lines.push(line),
    now: () => 1000,
  };
  return { ports, lines, hidden, deadLetters };
}

const BODY = JSON.stringify(red());
const ABOUT = { channel: 'slack', releaseId: 'd-1', messageId: 'd-1-rolled-back' };

describe('the notifier of a channel', () => {
  it('posts what comes out of the queue, says so in one line, and lets the queue forget it', async () => {
    const { ports, lines } = notifier({ kind: 'posted' });
    expect(await notifyChannel({ Records: [record(BODY)] }, ports)).toEqual({ batchItemFailures: [] });
    expect(lines).toEqual([{ ...ABOUT, delivery: 'posted' }]);
  });

  it('leaves in the queue, for as long as the channel asks, what is not taken now', async () => {
    const { ports, lines, hidden } = notifier({ kind: 'not-now', said: 'Slack answered 429', seconds: 45 });
    const answer = await notifyChannel({ Records: [record(BODY, 'm-7')] }, ports);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-7' }] });
    expect(hidden).toEqual([['handle of m-7', 45]]);
    expect(lines).toEqual([{ ...ABOUT, delivery: 'later', why: 'Slack answered 429', seconds: 45 }]);
  });

  it('waits by how often the queue gave it out', async () => {
    const { ports, hidden } = notifier({ kind: 'unanswered', said: 'ECONNREFUSED' });
    await notifyChannel({ Records: [record(BODY, 'm-1', 5)] }, ports);
    expect(hidden).toEqual([['handle of m-1', 160]]);
  });

  it('puts what is never taken where a person finds it, as it came and with the reason', async () => {
    const { ports, lines, deadLetters } = notifier({ kind: 'refused', said: 'Slack answered 404: no_service' });
    expect(await notifyChannel({ Records: [record(BODY)] }, ports)).toEqual({ batchItemFailures: [] });
    expect(deadLetters).toEqual([[BODY, 'Slack answered 404: no_service']]);
    expect(lines).toEqual([{ ...ABOUT, delivery: 'given-up', why: 'Slack answered 404: no_service' }]);
  });

  it.each(['hello', '{}', '[]', JSON.stringify({ ...red(), kind: PLANTED })])(
    'puts there what is no message, and repeats nothing of it: %j',
    async (body) => {
      const { ports, lines, deadLetters } = notifier({ kind: 'posted' });
      expect(await notifyChannel({ Records: [record(body)] }, ports)).toEqual({ batchItemFailures: [] });
      expect(deadLetters).toEqual([[body, expect.stringContaining('It is no message')]]);
      expect(JSON.stringify(lines)).not.toMatch(PLANT);
    },
  );

  it('refuses an event that is none of a queue', async () => {
    await expect(notifyChannel({ Records: [{}] }, notifier({ kind: 'posted' }).ports)).rejects.toThrow(
      'The event of the queue cannot be understood',
    );
  });
});

describe('a post by a secret', () => {
  const way = { kind: 'slack-webhook', webhook: { in: 'parameter', name: '/x' } } as const;
  const topics = {} as PostingClients['topics'];
  /** Reads these, one after the other, each time it was forgotten. */
  function kept(...values: readonly string[]) {
    let at = 0;
    return {
      read: () => Promise.resolve(new Secret(values[Math.min(at, values.length - 1)]!, 'The webhook in /x')),
      forget: () => {
        at += 1;
      },
    };
  }

  it('is tried once more where the secret was changed meanwhile', async () => {
    const server = await loopback(({ url }) =>
      url === '/new' ? { body: 'ok' } : { status: 403, body: 'invalid_token' },
    );
    const post = (...urls: readonly string[]) =>
      postTo({ way }, { secrets: kept(...urls.map((url) => `${server.url}${url}`)), topics })(red(), undefined);
    expect(await post('/old', '/new')).toEqual({ kind: 'posted' });
    expect(server.seen.map(({ url }) => url)).toEqual(['/old', '/new']);
    expect(await post('/old')).toMatchObject({ kind: 'refused', said: 'Slack answered 403: invalid_token' });
    expect(server.seen).toHaveLength(3);
    await server.close();
  });

  it.each([
    ['there is none', new UnusableSecret('The parameter /x has no value.'), 'refused'],
    ['it cannot be read now', new Error('The parameter /x cannot be read: ThrottlingException.'), 'not-now'],
  ] as const)('is not made where %s', async (_, error, kind) => {
    const secrets = { read: () => Promise.reject(error), forget: () => undefined };
    expect(await postTo({ way }, { secrets, topics })(red(), undefined)).toEqual({ kind, said: error.message });
  });
});
