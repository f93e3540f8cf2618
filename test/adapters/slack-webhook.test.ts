import fc from 'fast-check';
import { postToSlack, slackText } from '../../lib/adapters/slack-webhook';
import { outcomeMessage } from '../../lib/domain/release/outcome-message';
import { Secret } from '../../lib/domain/secret/secret';
import { BUDGETS } from '../../lib/domain/size/budgets';
import { releaseIn } from '../domain/release/example-release';
import { ACTING, hostileText } from '../hostile-text';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;

const webhook = (url: string) => new Secret(url, 'The Slack webhook');

afterEach(async () => {
  await server?.close();
});

describe('a message to Slack', () => {
  it.each(['&', '<', '漢', '\u202E', '\u0000'])(
    'has room for the largest outcome once it is escaped, 40,000 characters at most: of %j',
    (character) => {
      const reasons = Array.from({ length: 90 }, () => ({ code: 'x', message: `${character}x`.repeat(900) }));
      const decidedBy = character.repeat(5000);
      const { text } = outcomeMessage(releaseIn({ state: 'blocked', reasons, notes: reasons, decidedBy }));
      expect(slackText(text).length).toBeLessThanOrEqual(40_000);
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThanOrEqual(BUDGETS.message);
    },
  );

  it('is posted as the text of the webhook', async () => {
    server = await loopback(() => ({ body: 'ok' }));
    await postToSlack(webhook(`${server.url}/services/T/B/x`), 'Released: chat');
    expect(server.seen).toEqual([expect.objectContaining({ method: 'POST', url: '/services/T/B/x' })]);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      text: 'Released: chat',
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  });

  it('is an error with what Slack says where Slack does not take it', async () => {
    server = await loopback(() => ({ status: 404, body: 'no_service' }));
    await expect(postToSlack(webhook(server.url), 'Released: chat')).rejects.toThrow('Slack answered 404: no_service');
  });

  it('has the three characters of its markup as entities, and nothing else', () => {
    expect(slackText('a <b> & "c" <!channel>\n<https://evil.example|here> &lt; *d*')).toBe(
      'a &lt;b&gt; &amp; "c" &lt;!channel&gt;\n&lt;https://evil.example|here&gt; &amp;lt; *d*',
    );
  });

  it('arrives word for word and does nothing, whatever hostile text is in it', async () => {
    server = await loopback(() => ({ body: 'ok' }));
    const { url, seen } = server;
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        await postToSlack(webhook(url), text);
        const { text: sent } = JSON.parse(seen.at(-1)?.body ?? '') as { readonly text: string };
        expect(sent).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(sent).not.toMatch(ACTING);
      }),
      { numRuns: 40 },
    );
  });

  it('is followed nowhere else, and reads no more of an answer than Slack would say', async () => {
    server = await loopback(({ url }) =>
      url === '/moved' ? { status: 302, headers: { location: '/elsewhere' } } : { body: 'x'.repeat(65 * 1024) },
    );
    await expect(postToSlack(webhook(`${server.url}/moved`), 'x')).rejects.toThrow('Slack answered 302.');
    await expect(postToSlack(webhook(`${server.url}/long`), 'x')).rejects.toThrow('has more than 65536 bytes');
    expect(server.seen.map(({ url }) => url)).toEqual(['/moved', '/long']);
  });
});
