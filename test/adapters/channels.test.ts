import { createHmac } from 'node:crypto';
import { SNSClient } from '@aws-sdk/client-sns';
import { postToPagerDuty } from '../../lib/adapters/pager-duty-channel';
import { postToSlackChannel } from '../../lib/adapters/slack-channel';
import { postToSlackWebhook } from '../../lib/adapters/slack-webhook';
import { postToTopic } from '../../lib/adapters/sns-channel';
import { publicationOf } from '../../lib/adapters/sns-outcomes';
import { postToTeams } from '../../lib/adapters/teams-channel';
import { postToWebhook } from '../../lib/adapters/webhook-channel';
import type { Posted } from '../../lib/domain/delivery/posted';
import { Secret } from '../../lib/domain/secret/secret';
import { everyMessage, red } from '../domain/message/example-message';
import { MALFORMED, PLANT, PLANTED } from '../planted-secret';
import { loopback, type Loopback, type Reply, type SeenRequest } from './loopback';

const servers: Loopback[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serving(answer: (request: SeenRequest) => Reply | undefined): Promise<Loopback> {
  const server = await loopback(answer);
  servers.push(server);
  return server;
}

const KEY = Buffer.alloc(32, 7).toString('base64');
const secret = (value: string) => new Secret(value, 'The secret in the parameter /x');

/** Each channel that is reached by HTTP, what it says of a success, and the secret that it is given. */
const CHANNELS: Readonly<Record<string, { readonly ok: Reply; readonly post: (url: string) => Promise<Posted> }>> = {
  'a channel of Slack': {
    ok: { body: JSON.stringify({ ok: true, channel: 'C1', ts: '1700000000.000100' }) },
    post: (api) => postToSlackChannel({ botToken: secret(PLANTED), channelId: 'C1', api }, red(), undefined),
  },
  'a Slack webhook': {
    ok: { body: 'ok' },
    post: (url) => postToSlackWebhook({ webhook: secret(`${url}/services/${PLANTED}`) }, red()),
  },
  Teams: {
    ok: { status: 202 },
    post: (url) => postToTeams({ webhook: secret(`${url}/workflows/${PLANTED}`) }, red()),
  },
  PagerDuty: {
    ok: { status: 202, body: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: 'x' }) },
    post: (host) => postToPagerDuty({ routingKey: secret(PLANTED), region: 'us', host }, red()),
  },
  'a webhook': {
    ok: { status: 204 },
    post: (url) => postToWebhook({ url, signingSecret: secret(`whsec_${KEY}`), now: () => 1_700_000_000_000 }, red()),
  },
};

describe.each(Object.entries(CHANNELS))('%s', (_, { ok, post }) => {
  it('takes a message', async () => {
    const server = await serving(() => ok);
    expect(await post(server.url)).toMatchObject({ kind: 'posted' });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['too many requests, and when to come again', { status: 429, headers: { 'retry-after': '33' } }, 33],
    ['too many requests, and nothing else', { status: 429 }, undefined],
    ['that it is down', { status: 503, headers: { 'retry-after': 'soon' } }, undefined],
  ] as const)('may say %s', async (__, reply, seconds) => {
    const server = await serving(() => reply);
    expect(await post(server.url)).toMatchObject({ kind: 'not-now', seconds });
  });

  it('is followed nowhere', async () => {
    const server = await serving(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    expect(await post(server.url)).toMatchObject({ kind: 'refused', said: expect.stringContaining('307') as string });
    expect(server.seen).toHaveLength(1);
  });

  it('is refused for good where it says that the message is wrong', async () => {
    const server = await serving(() => ({ status: 400, body: 'no' }));
    expect(await post(server.url)).toMatchObject({ kind: 'refused' });
  });

  it('has not answered where nobody is there, or where it never ends', async () => {
    expect(await post('http://127.0.0.1:1')).toMatchObject({
      kind: 'unanswered',
      said: expect.stringContaining('ECONNREFUSED') as string,
    });
    const server = await serving(() => ({ body: 'x'.repeat(65 * 1024) }));
    expect(await post(server.url)).toMatchObject({
      kind: 'unanswered',
      said: expect.stringContaining('has more than 65536 bytes') as string,
    });
  });

  it('is told of by nothing of the secret, whatever it repeats', async () => {
    const repeats = ({ url, headers, body }: SeenRequest) => `${url} ${headers.authorization ?? ''} ${body}`;
    for (const status of [200, 400, 429, 500]) {
      const server = await serving((request) => ({ status, body: repeats(request) }));
      expect(JSON.stringify(await post(server.url))).not.toMatch(PLANT);
      const error = JSON.stringify({ ok: false, error: PLANTED });
      const other = await serving(() => ({ status, body: error }));
      expect(JSON.stringify(await post(other.url))).not.toMatch(PLANT);
    }
  });
});

describe('a secret that was stored wrongly', () => {
  it.each(MALFORMED)('is in nothing that is said of a post: one that %s', async (_, value) => {
    const server = await serving(() => ({ body: 'ok' }));
    const now = () => 0;
    const posts = [
      postToSlackChannel({ botToken: secret(value), channelId: 'C1', api: server.url }, red(), undefined),
      postToSlackWebhook({ webhook: secret(value) }, red()),
      postToTeams({ webhook: secret(value) }, red()),
      postToPagerDuty({ routingKey: secret(value), region: 'us', host: server.url }, red()),
      postToWebhook({ url: server.url, signingSecret: secret(value), now }, red()),
    ];
    const [, webhook] = await Promise.all(posts);
    for (const posted of await Promise.all(posts)) expect(JSON.stringify(posted)).not.toMatch(PLANT);
    // What leads nowhere may be there again; the rest is for a person.
    expect(['refused', 'unanswered']).toContain(webhook?.kind);
  });
});

describe('a message to a channel of Slack', () => {
  const ok = { body: JSON.stringify({ ok: true, ts: '1700000000.000100' }) };
  const settings = (api: string) => ({ botToken: secret('xoxb-1'), channelId: 'C0123456789', api });
  const sent = ({ seen }: Loopback) => JSON.parse(seen.at(-1)?.body ?? '') as Readonly<Record<string, unknown>>;

  it('begins a thread by its timestamp', async () => {
    const server = await serving(() => ok);
    expect(await postToSlackChannel(settings(server.url), red(), undefined)).toEqual({
      kind: 'posted',
      reference: '1700000000.000100',
    });
    expect(server.seen[0]).toMatchObject({ url: '/chat.postMessage', headers: { authorization: 'Bearer xoxb-1' } });
    expect(sent(server)).toMatchObject({ channel: 'C0123456789', mrkdwn: false, unfurl_links: false });
    expect(sent(server)).not.toHaveProperty('thread_ts');
  });

  it('answers in the thread of its release, and is shown to all where it is red', async () => {
    const server = await serving(() => ok);
    for (const message of Object.values(everyMessage())) {
      await postToSlackChannel(settings(server.url), message, '17.1');
      const isRed = ['error', 'critical'].includes(message.severity);
      expect(sent(server)).toMatchObject({ thread_ts: '17.1', reply_broadcast: isRed });
    }
  });

  it.each([
    ['ratelimited', 'not-now'],
    ['internal_error', 'not-now'],
    ['channel_not_found', 'refused'],
    ['invalid_auth', 'refused'],
    ['not_in_channel', 'refused'],
  ])('of which Slack says %s is %s', async (error, kind) => {
    const server = await serving(() => ({
      headers: { 'retry-after': '9' },
      body: JSON.stringify({ ok: false, error }),
    }));
    const posted = await postToSlackChannel(settings(server.url), red(), undefined);
    expect(posted).toMatchObject({ kind, said: `Slack said ${error}` });
    expect('seconds' in posted ? posted.seconds : undefined).toBe(kind === 'not-now' ? 9 : undefined);
  });

  it.each(['ok', '', '{}', '{"ok":true}', '{"ok":true,"ts":"<!channel>"}', '<html>Welcome</html>'])(
    'is for a person where nobody can tell what became of it: %j',
    async (body) => {
      const server = await serving(() => ({ body }));
      expect(await postToSlackChannel(settings(server.url), red(), undefined)).toEqual({
        kind: 'refused',
        said: 'Slack answered 200, and nothing that Slack says',
      });
    },
  );
});

describe('a message to PagerDuty', () => {
  it('is sent where it calls or releases somebody, and nowhere else', async () => {
    const server = await serving(() => ({ status: 202, body: JSON.stringify({ status: 'success' }) }));
    const settings = { routingKey: secret('key'), region: 'eu', host: server.url } as const;
    const paged: boolean[] = [];
    for (const message of Object.values(everyMessage())) {
      const posted = await postToPagerDuty(settings, message);
      expect(posted).toEqual({ kind: 'posted', paged: message.needsPerson });
      paged.push(message.needsPerson);
    }
    expect(new Set(paged)).toEqual(new Set([true, false]));
    const actions = server.seen.map(({ body }) => (JSON.parse(body) as { readonly event_action: string }).event_action);
    expect(new Set(actions)).toEqual(new Set(['trigger', 'resolve']));
    expect(server.seen.every(({ url }) => url === '/v2/enqueue')).toBe(true);
  });

  it('is given once more to what is not PagerDuty, which would know a copy', async () => {
    const server = await serving(() => ({ body: 'ok' }));
    const settings = { routingKey: secret('key'), region: 'us', host: server.url } as const;
    expect(await postToPagerDuty(settings, red())).toMatchObject({ kind: 'unanswered' });
  });
});

describe('a message to a webhook', () => {
  it('is signed so that its receiver can tell who sent it, and knows a copy', async () => {
    const server = await serving(() => ({ status: 204 }));
    const settings = { url: `${server.url}/hook`, signingSecret: secret(`whsec_${KEY}`), now: () => 1_700_000_000_500 };
    await postToWebhook(settings, red());
    await postToWebhook({ ...settings, now: () => 1_700_000_060_000 }, red());
    const [first, second] = server.seen;
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = first?.headers ?? {};
    const hmac = createHmac('sha256', Buffer.from(KEY, 'base64'));
    expect(signature).toBe(
      `v1,${hmac.update(`${String(id)}.${String(timestamp)}.${first?.body ?? ''}`).digest('base64')}`,
    );
    expect([id, timestamp]).toEqual(['d-1-rolled-back', '1700000000']);
    expect(second?.headers['webhook-id']).toBe(id);
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      type: 'release.rolled_back',
      data: { id: 'd-1-rolled-back' },
    });
  });

  it('is sent whatever its id has in it', async () => {
    const server = await serving(() => ({ status: 204 }));
    const settings = { url: server.url, signingSecret: secret(`whsec_${KEY}`), now: () => 0 };
    await postToWebhook(settings, { ...red(), id: 'd-1-warned-v1.2' });
    expect(server.seen[0]?.headers['webhook-id']).toBe('d-1-warned-v1_2');
  });
});

describe('a message to a topic', () => {
  const topic = 'arn:aws:sns:eu-west-1:123456789012:own';
  const error = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${PLANTED}</Message></Error></ErrorResponse>`;

  async function posted(reply: Reply): Promise<Posted> {
    const server = await serving(() => ({ headers: { 'content-type': 'text/xml' }, ...reply }));
    const client = new SNSClient(server.client);
    const done = await postToTopic(client, topic, publicationOf(red()));
    client.destroy();
    return done;
  }

  it.each([
    ['NotFound', 404, 'refused'],
    ['AuthorizationError', 403, 'refused'],
    ['InvalidParameter', 400, 'refused'],
    ['Throttled', 429, 'not-now'],
    ['InternalError', 500, 'not-now'],
  ])('of which SNS says %s is as the table has it', async (code, status, kind) => {
    expect(await posted({ status, body: error(code) })).toMatchObject({ kind });
  });

  it('is posted where SNS takes it', async () => {
    const body = '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';
    expect(await posted({ body })).toEqual({ kind: 'posted' });
  });
});
