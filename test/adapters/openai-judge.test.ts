import { openAiJudge, type OpenAiJudgeSettings } from '../../lib/adapters/openai-judge';
import { JUDGE_ANSWER_SCHEMA } from '../../lib/domain/judge/read-judge-answer';
import { Secret } from '../../lib/domain/secret/secret';
import { requestOf } from '../domain/judge/known-judges';
import { loopback, toLoopback, type Loopback, type Reply } from './loopback';

const request = requestOf({ question: 'How long?', answer: '30 days.', reference: 'Within 30 days.' });
const boundary = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
});

const sent = () => (server?.seen ?? []).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

async function judgeWith(replies: readonly (Reply | undefined)[], settings: Partial<OpenAiJudgeSettings> = {}) {
  let call = 0;
  server = await loopback(() => replies[Math.min(call++, replies.length - 1)]);
  const times = [1000, 1250];
  const judge = openAiJudge(
    {
      baseUrl: `${server.url.replace('127.0.0.1', 'judge.test')}/v1/`,
      model: 'judge',
      allowPrivateNetwork: true,
      ...settings,
    },
    { now: () => times.shift() ?? 1250, boundary: () => boundary, lookup: toLoopback },
  );
  return (timeoutMs = 5000) => judge(request, { timeoutMs });
}

function said(message: object, finish_reason: string | null = 'stop'): Reply {
  const body = {
    choices: [{ index: 0, message, finish_reason }],
    usage: { prompt_tokens: 700, completion_tokens: 40 },
  };
  return { body: JSON.stringify(body) };
}

const refused = (message: string, status = 400): Reply => ({ status, body: JSON.stringify({ error: { message } }) });
const noFormat = refused(
  "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
);
const toolCall = (name: string, args: string) => ({ id: 'c', type: 'function', function: { name, arguments: args } });

const score = '{"reason":"Agrees.","score":5}';
const native = said({ content: score });
const tool = said({ content: null, tool_calls: [toolCall('record_score', score)] }, 'stop');

describe('a judge behind an OpenAI-compatible endpoint', () => {
  it('scores by structured output, with tokens and latency', async () => {
    const judge = await judgeWith([native], { apiKey: new Secret('key-0001', 'the key') });
    expect(await judge()).toEqual({
      kind: 'scored',
      score: 5,
      reason: 'Agrees.',
      latencyMs: 250,
      usage: { inputTokens: 700, outputTokens: 40 },
      notes: [],
    });
    expect(server?.seen[0]).toMatchObject({ method: 'POST', url: '/v1/chat/completions' });
    expect(server?.seen[0]?.headers.authorization).toBe('Bearer key-0001');
    const [body] = sent();
    expect(body).toMatchObject({
      model: 'judge',
      max_tokens: 400,
      response_format: { type: 'json_schema', json_schema: { strict: true, schema: JUDGE_ANSWER_SCHEMA } },
      messages: [{ role: 'system' }, { role: 'user' }],
    });
    expect(body).not.toHaveProperty('temperature');
    expect(JSON.stringify(body?.messages)).toContain(`<<${boundary} answer>>\\n30 days.`);
  });

  it('needs no key', async () => {
    const judge = await judgeWith([native]);
    await judge();
    expect(server?.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('does without what the model refuses, one thing after the other, and notes it', async () => {
    const judge = await judgeWith(
      [
        refused("Unsupported value: 'temperature' does not support 0 with this model."),
        refused(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        ),
        noFormat,
        tool,
      ],
      { temperature: 0 },
    );
    const answer = await judge();
    expect(answer).toMatchObject({ kind: 'scored', score: 5 });
    expect(answer.notes).toHaveLength(3);
    expect(await judge()).toMatchObject({ kind: 'scored' });
    const last = sent().at(-1);
    expect(server?.seen).toHaveLength(5);
    expect(last).toMatchObject({ max_completion_tokens: 400, tool_choice: { function: { name: 'record_score' } } });
    for (const gone of ['temperature', 'max_tokens', 'response_format']) expect(last).not.toHaveProperty(gone);
  });

  it.each([400, 401, 404, 429])('is unavailable and used nothing where it is turned away with %d', async (status) => {
    const judge = await judgeWith([refused('as told', status)], { apiKey: new Secret('key-0001', 'the key') });
    const answer = await judge();
    expect(answer).toMatchObject({ kind: 'unavailable', usage: { inputTokens: 0, outputTokens: 0 } });
    expect(JSON.stringify(answer)).toContain(`answered ${status}`);
    expect(JSON.stringify(answer)).toContain('as told');
    expect(JSON.stringify(answer)).not.toContain('key-0001');
    expect(server?.seen).toHaveLength(1);
  });

  it('is unavailable after an error of the server, and nobody knows what it used', async () => {
    const judge = await judgeWith([refused('as told', 503)]);
    const answer = await judge();
    expect(answer.kind).toBe('unavailable');
    expect(answer).not.toHaveProperty('usage');
  });

  it('is unavailable where no answer comes in time', async () => {
    const judge = await judgeWith([undefined]);
    expect(await judge(50)).toMatchObject({ kind: 'unavailable', problem: 'no answer within 50 ms.' });
  });

  it('is unavailable where nobody listens', async () => {
    const judge = await judgeWith([native]);
    await server?.close();
    server = undefined;
    expect(await judge()).toMatchObject({
      kind: 'unavailable',
      problem: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('is not followed elsewhere', async () => {
    const judge = await judgeWith([{ status: 307, headers: { location: '/elsewhere' } }, native]);
    expect((await judge()).kind).toBe('unavailable');
    expect(server?.seen).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['is no JSON', { body: '<html>' }],
    ['is no completion', { body: '{"object":"error"}' }],
    ['has no choice', { body: '{"choices":[]}' }],
    ['ran out of tokens', said({ content: score }, 'length')],
    ['was filtered', said({ content: score }, 'content_filter')],
    ['did not say why it ended', said({ content: score }, null)],
    ['is a refusal', said({ content: null, refusal: 'I cannot do that.' })],
    ['is prose', said({ content: 'Five!' })],
    ['is empty', said({ content: null })],
  ])('is malformed where the answer %s', async (_, reply) => {
    const judge = await judgeWith([reply]);
    expect((await judge()).kind).toBe('malformed');
  });

  it.each<[string, Reply]>([
    ['no call', native],
    ['another tool', said({ tool_calls: [toolCall('other', score)] })],
    ['two calls', said({ tool_calls: [toolCall('record_score', score), toolCall('record_score', score)] })],
    ['broken arguments', said({ tool_calls: [toolCall('record_score', '{"score":')] })],
  ])('is malformed where it was forced to call a tool and there is %s', async (_, reply) => {
    const judge = await judgeWith([noFormat, reply]);
    expect((await judge()).kind).toBe('malformed');
  });
});
