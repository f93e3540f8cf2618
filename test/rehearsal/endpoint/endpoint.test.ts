import { request as httpRequest } from 'node:http';
import { Endpoint, type ReceivedRequest } from '../../../lib/rehearsal/endpoint/endpoint';

/** An endpoint that hands its requests to a test, one at a time. */
async function open() {
  const waiting: ((received: ReceivedRequest) => void)[] = [];
  const endpoint = new Endpoint((received) => waiting.shift()?.(received));
  await endpoint.listen();
  return {
    endpoint,
    next: () => new Promise<ReceivedRequest>((resolve) => waiting.push(resolve)),
  };
}

function send(port: number, path: string, headers: Record<string, string | string[]>, body: string) {
  const sent = httpRequest({ host: '127.0.0.1', port, path, method: 'PUT', headers, agent: false });
  const answer = new Promise<{ status: number | undefined; header: unknown; text: string }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode, header: response.headers['x-answer'], text });
      });
    });
  });
  sent.end(body);
  return { sent, answer };
}

describe('the endpoint', () => {
  it('receives a request whole, and answers when it is told to', async () => {
    const { endpoint, next } = await open();
    const arriving = next();
    const { answer } = send(endpoint.port, '/a/b?c=d', { 'X-Several': ['one', 'two'] }, 'grüezi');

    const received = await arriving;
    const { request } = received;
    expect(request).toMatchObject({ method: 'PUT', path: '/a/b?c=d', headers: { 'x-several': 'one, two' } });
    expect(request.body.toString('utf8')).toBe('grüezi');
    expect(received.abandoned()).toBe(false);
    received.respond({ status: 201, headers: { 'x-answer': 'yes' }, body: 'adieu – ü' });

    await expect(answer).resolves.toEqual({ status: 201, header: 'yes', text: 'adieu – ü' });
    expect(received.abandoned()).toBe(true);
    await endpoint.close();
  });

  it('knows when the client has gone', async () => {
    const { endpoint, next } = await open();
    const arriving = next();
    const { sent, answer } = send(endpoint.port, '/', {}, '');
    const gone = answer.catch(() => 'gone');
    const received = await arriving;

    sent.destroy();
    await expect(gone).resolves.toBe('gone');
    while (!received.abandoned()) await new Promise((resolve) => setImmediate(resolve));

    expect(received.abandoned()).toBe(true);
    await endpoint.close();
  });

  it('takes nothing any more when it is closed, however many connections are open', async () => {
    const { endpoint, next } = await open();
    const { port } = endpoint;
    const arriving = next();
    const { answer } = send(port, '/', {}, '');
    const cut = answer.catch(() => 'cut');
    await arriving;

    await endpoint.close();

    await expect(cut).resolves.toBe('cut');
    await expect(send(port, '/', {}, '').answer).rejects.toThrow('ECONNREFUSED');
  });
});
