import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { type Assistant, type Turn } from '../../../examples/manga-assist/service/conversation/assistant';
import { createHandler } from '../../../examples/manga-assist/service/create-handler';
import { type HttpAnswer } from '../../../examples/manga-assist/service/http-api';
import { httpEvent } from './http-event';
import { InMemoryCatalogue } from './in-memory-catalogue';

const chat = { method: 'POST', path: '/chat' };

/** Answers with what it was asked. */
class Echo implements Assistant {
  readonly turns: Turn[] = [];

  answer(turn: Turn) {
    this.turns.push(turn);
    return Promise.resolve({ reply: turn.message, titles: [], context: turn.context ?? { listed: [] } });
  }
}

function setUp(catalogue = new InMemoryCatalogue()) {
  const assistant = new Echo();
  return { assistant, catalogue, handler: createHandler({ catalogue, assistant }) };
}

function errorOf({ body }: HttpAnswer): string {
  return (JSON.parse(body) as { readonly error: string }).error;
}

describe('the handler', () => {
  it('answers a chat with the reply, the titles and the context, as JSON', async () => {
    const { handler } = setUp();
    expect(await handler(httpEvent({ ...chat, body: { message: ' Hello ' } }))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"reply":"Hello","titles":[],"context":{"listed":[]}}',
    });
  });

  it('passes on the context and the session', async () => {
    const { assistant, handler } = setUp();
    const body = { message: 'Hello', context: { last: 'akira', listed: [] } };
    await handler(httpEvent({ ...chat, headers: { 'x-session': 'mine' }, body }));
    expect(assistant.turns).toEqual([{ message: 'Hello', context: { last: 'akira', listed: [] }, session: 'mine' }]);
  });

  it('reads a body that the API has encoded', async () => {
    const { assistant, handler } = setUp();
    const body = Buffer.from('{"message":"Haikyū?"}').toString('base64');
    await handler({ ...httpEvent(chat), body, isBase64Encoded: true });
    expect(assistant.turns[0]?.message).toBe('Haikyū?');
  });

  it('ignores what another version has put into the context', async () => {
    const { assistant, handler } = setUp();
    await handler(httpEvent({ ...chat, body: { message: 'Hello', context: { mood: 'curious' } } }));
    expect(assistant.turns[0]?.context).toEqual({ listed: [] });
  });

  it.each([
    ['no body', undefined, 'The body must be JSON, such as {"message": "Hello"}.'],
    ['a body that is not JSON', 'message=Hello', 'The body must be JSON, such as {"message": "Hello"}.'],
    ['no message', '{}', 'message: '],
    ['a message that is not a text', '{"message": 7}', 'message: must be a text'],
    ['an empty message', '{"message": "  "}', 'message: must not be empty'],
    ['a very long message', JSON.stringify({ message: 'x'.repeat(501) }), 'at most 500 characters, got 501'],
    ['a context of another form', '{"message": "Hi", "context": {"listed": "akira"}}', 'context.listed: '],
  ])('refuses %s with status 400 and says why', async (_, body, why) => {
    const { assistant, handler } = setUp();
    const answer = await handler({ ...httpEvent(chat), ...(body === undefined ? {} : { body }) });
    expect(answer.statusCode).toBe(400);
    expect(errorOf(answer)).toContain(why);
    expect(assistant.turns).toEqual([]);
  });

  it.each([
    ['GET', '/chat'],
    ['POST', '/health'],
    ['GET', '/'],
  ])('answers %s %s with status 404 and the routes there are', async (method, path) => {
    const answer = await setUp().handler(httpEvent({ method, path }));
    expect(answer.statusCode).toBe(404);
    expect(errorOf(answer)).toBe(`There is no ${method} ${path} here. Use POST /chat or GET /health.`);
  });

  it('is healthy once it has read a title', async () => {
    const { catalogue, handler } = setUp();
    expect((await handler(httpEvent({ method: 'GET', path: '/health' }))).statusCode).toBe(200);
    expect(catalogue.found).toHaveLength(1);
  });

  it.each([
    ['the catalogue is empty', new InMemoryCatalogue([])],
    ['the titles have left it since', new InMemoryCatalogue([], titles)],
  ])('fails its health check when %s', async (_, catalogue) => {
    await expect(setUp(catalogue).handler(httpEvent({ method: 'GET', path: '/health' }))).rejects.toThrow(
      'The catalogue gave no title. Import the titles into its table.',
    );
  });

  it('throws what nobody expected, instead of hiding it in a status', async () => {
    const assistant = { answer: () => Promise.reject(new Error('The table is on fire.')) };
    const handler = createHandler({ catalogue: new InMemoryCatalogue(), assistant });
    await expect(handler(httpEvent({ ...chat, body: { message: 'Hello' } }))).rejects.toThrow('on fire');
  });
});
