import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaJudge, type LambdaJudgeEvent } from '../../lib/adapters/lambda-judge';
import { JUDGE_ANSWER_SCHEMA } from '../../lib/domain/judge/read-judge-answer';
import { DEFAULT_RUBRIC } from '../../lib/domain/judge/rubric';
import { requestOf } from '../domain/judge/known-judges';
import { loopback, type Loopback, type Reply } from './loopback';

const request = requestOf({ question: 'How long?', answer: '30 days.', required: [{ anyOf: ['30 days', 'a month'] }] });

let server: Loopback | undefined;
let client: LambdaClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function judgeWith(reply: Reply | undefined) {
  server = await loopback(() => reply);
  client = new LambdaClient(server.client);
  const times = [1000, 1250];
  const judge = lambdaJudge('our-judge', { client, now: () => times.shift() ?? 1250 });
  return (timeoutMs = 5000) => judge(request, { timeoutMs });
}

describe('a judge that is a function', () => {
  it('is given the prompt and the parts, and scores', async () => {
    const judge = await judgeWith({
      body: '{"reason":"Agrees.","score":4,"usage":{"inputTokens":9,"outputTokens":3}}',
    });
    expect(await judge()).toEqual({
      kind: 'scored',
      score: 4,
      reason: 'Agrees.',
      latencyMs: 250,
      usage: { inputTokens: 9, outputTokens: 3 },
      notes: [],
    });
    expect(server?.seen[0]?.url).toBe('/2015-03-31/functions/our-judge/invocations');
    const { prompt, ...event } = JSON.parse(server?.seen[0]?.body ?? '') as LambdaJudgeEvent;
    expect(prompt.data).toContain('30 days.');
    expect(event).toEqual({
      schema: 1,
      answerSchema: JUDGE_ANSWER_SCHEMA,
      question: 'How long?',
      answer: '30 days.',
      earlier: [],
      reference: null,
      requiredFacts: ['30 days / a month'],
      forbiddenFacts: [],
      rubric: { ...DEFAULT_RUBRIC },
    });
  });

  it('need not know what it used', async () => {
    const judge = await judgeWith({ body: '{"reason":"Agrees.","score":4}' });
    expect(await judge()).not.toHaveProperty('usage');
  });

  it.each([
    ['no JSON', 'five'],
    ['a number', '5'],
    ['nothing', ''],
    ['null', 'null'],
    ['no reason', '{"score":4}'],
    ['something unknown', '{"reason":"a","score":4,"verdict":"pass"}'],
    ['a usage that is none', '{"reason":"a","score":4,"usage":{"inputTokens":-1,"outputTokens":3}}'],
  ])('is malformed where it answers %s', async (_, body) => {
    const judge = await judgeWith({ body });
    expect((await judge()).kind).toBe('malformed');
  });

  it('is unavailable where it fails, with what it says', async () => {
    const judge = await judgeWith({
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: '{"errorMessage":"boom"}',
    });
    expect(await judge()).toMatchObject({ kind: 'unavailable', problem: expect.stringContaining('boom') as string });
  });

  it('is unavailable where Lambda refuses it, and where no answer comes in time', async () => {
    const headers = { 'x-amzn-errortype': 'TooManyRequestsException' };
    const throttled = await judgeWith({ status: 429, headers, body: '{"Message":"Rate exceeded"}' });
    expect(await throttled()).toMatchObject({
      kind: 'unavailable',
      problem: expect.stringContaining('TooMany') as string,
    });
    await server?.close();
    const silent = await judgeWith(undefined);
    expect(await silent(50)).toMatchObject({ kind: 'unavailable', problem: 'no answer within 50 ms.' });
  });
});
