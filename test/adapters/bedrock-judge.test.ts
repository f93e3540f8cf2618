import { bedrockClient, bedrockJudge, type BedrockJudgeSettings } from '../../lib/adapters/bedrock-judge';
import { JUDGE_ANSWER_SCHEMA } from '../../lib/domain/judge/read-judge-answer';
import { requestOf } from '../domain/judge/known-judges';
import { loopback, type Loopback, type Reply } from './loopback';

const request = requestOf({ question: 'How long?', answer: '30 days.', reference: 'Within 30 days.' });
const boundary = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const modelId = 'us.example.judge-v1:0';
const usage = { inputTokens: 700, outputTokens: 40, totalTokens: 740 };

let server: Loopback | undefined;
let client: ReturnType<typeof bedrockClient> | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

interface Sent {
  readonly system: readonly { readonly text: string }[];
  readonly messages: readonly { readonly role: string; readonly content: readonly { readonly text: string }[] }[];
  readonly inferenceConfig: Readonly<Record<string, unknown>>;
  readonly outputConfig?: {
    readonly textFormat: { readonly structure: { readonly jsonSchema: { readonly schema: string } } };
  };
  readonly toolConfig?: unknown;
}

const sent = () => (server?.seen ?? []).map(({ body }) => JSON.parse(body) as Sent);

/** A judge whose model answers so, call by call; the last answer again where there are no more. */
async function judgeWith(
  replies: readonly (Reply | undefined)[],
  settings: Partial<BedrockJudgeSettings> = {},
  maxAttempts = 1,
) {
  let call = 0;
  server = await loopback(() => replies[Math.min(call++, replies.length - 1)]);
  client = bedrockClient({ ...server.client, maxAttempts });
  const times = [1000, 1250];
  const judge = bedrockJudge(
    { modelId, ...settings },
    { client, now: () => times.shift() ?? 1250, boundary: () => boundary },
  );
  return (timeoutMs = 5000) => judge(request, { timeoutMs });
}

function said(content: readonly object[], stopReason = 'end_turn'): Reply {
  const body = { output: { message: { role: 'assistant', content } }, stopReason, usage, metrics: { latencyMs: 200 } };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function refused(type: string, message: string, status = 400): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ message }),
  };
}

const native = said([{ text: '{"reason":"Agrees.","score":5}' }]);
const tool = said(
  [{ toolUse: { toolUseId: 't-1', name: 'record_score', input: { reason: 'Agrees.', score: 5 } } }],
  'tool_use',
);
const noFormat = refused(
  'ValidationException',
  'The model returned the following errors: output_config.format: Extra inputs are not permitted',
);
const noTemperature = refused(
  'ValidationException',
  'The model returned the following errors: `temperature` is deprecated for this model.',
);

describe('a judge in Bedrock', () => {
  it('scores by structured output, with tokens and latency', async () => {
    const judge = await judgeWith([native]);
    expect(await judge()).toEqual({
      kind: 'scored',
      score: 5,
      reason: 'Agrees.',
      latencyMs: 250,
      usage: { inputTokens: 700, outputTokens: 40 },
      notes: [],
    });
  });

  it('is sent the prompt, the schema and a limit, and no temperature unless asked', async () => {
    const judge = await judgeWith([native], { maxOutputTokens: 300 });
    await judge();
    expect(server?.seen[0]?.url).toBe(`/model/${encodeURIComponent(modelId)}/converse`);
    const [body] = sent();
    expect(body?.inferenceConfig).toEqual({ maxTokens: 300 });
    expect(body?.toolConfig).toBeUndefined();
    expect(JSON.parse(body?.outputConfig?.textFormat.structure.jsonSchema.schema ?? '')).toEqual(JUDGE_ANSWER_SCHEMA);
    expect(body?.messages).toHaveLength(1);
    expect(body?.messages[0]?.content[0]?.text).toContain(`<<${boundary} answer>>\n30 days.\n`);
    expect(body?.system[0]?.text).not.toContain('30 days');
  });

  it('has a new random boundary for every call where none is given', async () => {
    server = await loopback(() => native);
    client = bedrockClient(server.client);
    const judge = bedrockJudge({ modelId }, { client, now: () => 0 });
    await judge(request, { timeoutMs: 5000 });
    await judge(request, { timeoutMs: 5000 });
    const boundaries = sent().map(
      ({ messages }) => /<<([a-f0-9]{32}) answer>>/.exec(messages[0]?.content[0]?.text ?? '')?.[1],
    );
    expect(boundaries[0]).toBeDefined();
    expect(boundaries[0]).not.toBe(boundaries[1]);
  });

  it('is forced to call a tool where structured output is refused, notes it, and does so from then on', async () => {
    const judge = await judgeWith([noFormat, tool]);
    const note = 'The model refused structured output, so it was forced to call a tool instead.';
    expect(await judge()).toMatchObject({ kind: 'scored', score: 5, notes: [note] });
    expect(await judge()).toMatchObject({ kind: 'scored', notes: [note] });
    expect(sent().map((body) => [body.outputConfig !== undefined, body.toolConfig !== undefined])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect(sent()[1]?.toolConfig).toMatchObject({
      tools: [{ toolSpec: { name: 'record_score', inputSchema: { json: JUDGE_ANSWER_SCHEMA } } }],
      toolChoice: { tool: { name: 'record_score' } },
    });
  });

  it('is asked again once without a temperature that it refuses, and notes it', async () => {
    const judge = await judgeWith([noTemperature, native], { temperature: 0 });
    expect(await judge()).toMatchObject({
      kind: 'scored',
      notes: ['The model refused the temperature, which was left out.'],
    });
    expect(sent().map(({ inferenceConfig }) => inferenceConfig.temperature)).toEqual([0, undefined]);
  });

  it('may refuse both, one after the other', async () => {
    const judge = await judgeWith([noTemperature, noFormat, tool], { temperature: 0 });
    expect(await judge()).toMatchObject({ kind: 'scored', notes: [expect.any(String), expect.any(String)] });
    expect(server?.seen).toHaveLength(3);
  });

  it('is not asked again over a temperature that was never sent', async () => {
    const judge = await judgeWith([noTemperature]);
    expect(await judge()).toMatchObject({ kind: 'unavailable', usage: { inputTokens: 0, outputTokens: 0 } });
    expect(server?.seen).toHaveLength(1);
  });

  it('is not asked again for ever by a model that refuses the same thing every time', async () => {
    const judge = await judgeWith([noTemperature], { temperature: 0 });
    expect((await judge()).kind).toBe('unavailable');
    expect(server?.seen).toHaveLength(2);
  });

  it.each([
    ['ThrottlingException', 429],
    ['ServiceUnavailableException', 503],
    ['InternalServerException', 500],
    ['ModelTimeoutException', 408],
    ['AccessDeniedException', 403],
    ['ResourceNotFoundException', 404],
  ])('is unavailable, with the reason, after a %s', async (type, status) => {
    const judge = await judgeWith([refused(type, 'as told', status)]);
    const answer = await judge();
    expect(answer).toMatchObject({
      kind: 'unavailable',
      problem: expect.stringContaining(`${type}: as told`) as string,
    });
  });

  it('is asked again by its client when it was throttled', async () => {
    const judge = await judgeWith([refused('ThrottlingException', 'slow down', 429), native], {}, 2);
    expect(await judge()).toMatchObject({ kind: 'scored' });
    expect(server?.seen).toHaveLength(2);
  });

  it('is unavailable where no answer comes in time, and nobody knows what it used', async () => {
    const judge = await judgeWith([undefined]);
    const answer = await judge(50);
    expect(answer).toMatchObject({ kind: 'unavailable', problem: 'no answer within 50 ms.' });
    expect(answer).not.toHaveProperty('usage');
  });

  it('is told to use a profile where the model needs one', async () => {
    const message = `Invocation of model ID ${modelId} with on-demand throughput isn't supported.`;
    const judge = await judgeWith([refused('ValidationException', message)]);
    expect(await judge()).toMatchObject({ problem: expect.stringContaining('needs an inference profile') as string });
  });

  it('is unavailable where something answers that is not Bedrock', async () => {
    const judge = await judgeWith([{ body: '<html>Bad gateway</html>' }]);
    expect((await judge()).kind).toBe('unavailable');
  });

  it.each([
    'max_tokens',
    'guardrail_intervened',
    'content_filtered',
    'malformed_model_output',
    'malformed_tool_use',
    'model_context_window_exceeded',
    'tool_use',
    'something_new',
  ])('is malformed where it stopped by %s, whatever it says', async (stopReason) => {
    const judge = await judgeWith([said([{ text: '{"reason":"Agrees.","score":5}' }], stopReason)]);
    expect(await judge()).toMatchObject({ kind: 'malformed', usage: { inputTokens: 700, outputTokens: 40 } });
  });

  it.each<[string, readonly object[]]>([
    ['nothing', []],
    ['garbage', [{ text: '%PDF-1.7' }]],
    ['prose', [{ text: 'I would say 5.' }]],
    ['a score beyond the scale', [{ text: '{"reason":"Wow.","score":9}' }]],
  ])('is malformed where it says %s', async (_, content) => {
    const judge = await judgeWith([said(content)]);
    expect((await judge()).kind).toBe('malformed');
  });

  it.each<[string, Reply]>([
    ['no call', said([{ text: '{"reason":"Agrees.","score":5}' }])],
    [
      'another tool',
      said([{ toolUse: { toolUseId: 't', name: 'other', input: { reason: 'a', score: 5 } } }], 'tool_use'),
    ],
    [
      'two calls',
      said(
        [1, 5].map((score) => ({
          toolUse: { toolUseId: `t${score}`, name: 'record_score', input: { reason: 'a', score } },
        })),
        'tool_use',
      ),
    ],
    ['no score', said([{ toolUse: { toolUseId: 't', name: 'record_score', input: { reason: 'a' } } }], 'tool_use')],
  ])('is malformed where it was forced to call a tool and there is %s', async (_, reply) => {
    const judge = await judgeWith([noFormat, reply]);
    expect((await judge()).kind).toBe('malformed');
  });
});
