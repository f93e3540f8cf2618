import { postToSlack } from '../../lib/adapters/slack-webhook';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
});

describe('a message to Slack', () => {
  it('is posted as the text of the webhook', async () => {
    server = await loopback(() => ({ body: 'ok' }));
    await postToSlack(`${server.url}/services/T/B/x`, 'Released: chat');
    expect(server.seen).toEqual([
      expect.objectContaining({ method: 'POST', url: '/services/T/B/x', body: '{"text":"Released: chat"}' }),
    ]);
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  });

  it('is an error with what Slack says where Slack does not take it', async () => {
    server = await loopback(() => ({ status: 404, body: 'no_service' }));
    await expect(postToSlack(server.url, 'Released: chat')).rejects.toThrow('Slack answered 404: no_service');
  });
});
