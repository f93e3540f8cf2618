import fc from 'fast-check';
import { postToSlackWebhook } from '../../lib/adapters/slack-webhook';
import { slackText } from '../../lib/domain/message/slack-text';
import { Secret } from '../../lib/domain/secret/secret';
import { red } from '../domain/message/example-message';
import { ACTING, hostileText } from '../hostile-text';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;

const webhook = (url: string) => ({ webhook: new Secret(url, 'The Slack webhook') });

afterEach(async () => {
  await server?.close();
});

describe('a message to a Slack webhook', () => {
  it('is posted as blocks that format nothing', async () => {
    server = await loopback(() => ({ body: 'ok' }));
    expect(await postToSlackWebhook(webhook(`${server.url}/services/T/B/x`), red())).toEqual({ kind: 'posted' });
    expect(server.seen).toEqual([expect.objectContaining({ method: 'POST', url: '/services/T/B/x' })]);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('Rolled back: chat:live') as string,
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'header' })]) as unknown[],
      ...{ mrkdwn: false, unfurl_links: false, unfurl_media: false },
    });
    expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/json/);
  });

  it('is refused with what Slack says where Slack never takes it', async () => {
    server = await loopback(() => ({ status: 404, body: 'no_service' }));
    expect(await postToSlackWebhook(webhook(server.url), red())).toEqual({
      kind: 'refused',
      said: 'Slack answered 404: no_service',
    });
  });

  it('has the three characters of its markup as entities, and nothing else', () => {
    expect(slackText('a <b> & "c" <!channel>\n<https://evil.example|here> &lt; *d*')).toBe(
      'a &lt;b&gt; &amp; "c" &lt;!channel&gt;\n&lt;https://evil.example|here&gt; &amp;lt; *d*',
    );
  });

  it('does nothing but to be read, whatever hostile text is in it', async () => {
    server = await loopback(() => ({ body: 'ok' }));
    const { url, seen } = server;
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const reasons = [{ code: 'error', message: text }];
        await postToSlackWebhook(webhook(url), red({ reasons, decidedBy: text }));
        const { text: sent } = JSON.parse(seen.at(-1)?.body ?? '') as { readonly text: string };
        expect(sent).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(sent).not.toMatch(ACTING);
      }),
      { numRuns: 40 },
    );
  });
});
