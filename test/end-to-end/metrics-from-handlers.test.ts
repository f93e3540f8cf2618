import { meter, type Metered, type MeteredCall, type Published } from './metered-functions';

/** Does what it is asked to, and says and writes a metric of its own at every call. */
const HANDLER = `
const metric = (name) => JSON.stringify({
  _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{
    Namespace: 'Squad', Dimensions: [['FunctionName', 'Resource']], Metrics: [{ Name: name }],
  }] },
  FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME, Resource: 'squad:live', [name]: 1,
});
const DOES = {
  answers: () => ({ statusCode: 200 }),
  fails: () => ({ statusCode: 500 }),
  failsItems: () => ({ batchItemFailures: [{ itemIdentifier: 'one' }] }),
  throws: () => { throw new Error('no'); },
  timesOut: () => new Promise((resolve) => setTimeout(resolve, 60000)),
  ends: () => process.exit(1),
  runsOutOfMemory: () => { for (const held = []; ; ) held.push(new Array(100000).fill(held.length)); },
};
export const handler = releaseMetrics(async ({ does }) => {
  console.log(metric('Said'));
  process.stdout.write(metric('Written') + '\\n');
  return DOES[does]();
});`;

const STREAMS = `export const handler = awslambda.streamifyResponse(releaseMetrics(async ({ status }, stream) => {
  if (status === 0) throw new Error('no');
  const http = awslambda.HttpResponseStream.from(stream, { statusCode: status });
  http.write('part');
  await new Promise((resolve) => setTimeout(resolve, 250));
  http.end();
}));`;

const BROKEN = `throw new Error('no configuration');\nexport const handler = releaseMetrics(async () => 1);`;

const does = (...names: readonly string[]) => names.map((name) => ({ event: { does: name } }));

/** Each end of an environment makes the next call a cold one. */
const CALLS: readonly MeteredCall[] = [
  ...does('answers', 'answers', 'answers', 'fails', 'failsItems', 'throws'),
  { event: { does: 'fails' }, qualifier: '1' },
  { event: { does: 'fails' }, qualifier: '$LATEST' },
  ...does('timesOut', 'answers', 'runsOutOfMemory', 'fails', 'ends', 'answers'),
];
const COLD = 4;
const WARM_THAT_CAME_BACK = 5;

const FORMATS = ['Text', 'JSON'] as const;
const each = <T>(make: (format: (typeof FORMATS)[number]) => T) =>
  Object.fromEntries(FORMATS.flatMap((format) => Object.entries(make(format) as object))) as T;

let metered: Metered;
const of = (name: string): Published => metered.published[name] ?? {};

beforeAll(async () => {
  metered = await meter(
    each((logFormat) => ({
      [`chat${logFormat}`]: { code: HANDLER, logFormat, calls: CALLS },
      [`streams${logFormat}`]: {
        code: STREAMS,
        logFormat,
        calls: [200, 200, 503, 0].map((status) => ({ event: { status } })),
      },
      [`broken${logFormat}`]: { code: BROKEN, logFormat, calls: [{ event: {} }, { event: {} }] },
    })),
  );
}, 120_000);

describe.each(FORMATS)('what a handler publishes by releaseMetrics under the log format %s', (format) => {
  it('has each warm call that came back once, and those that failed', () => {
    const { Failures, Duration } = of(`chat${format}`);
    expect(Failures).toEqual({ sum: 3, count: WARM_THAT_CAME_BACK });
    expect(Duration?.count).toBe(WARM_THAT_CAME_BACK);
  });

  it('has the cold calls as such, and no call that was not by the alias', () => {
    expect(of(`chat${format}`).ColdStarts).toEqual({ sum: COLD, count: COLD });
  });

  it('is beside what Lambda counts: errors, time-outs, the end of the process and of its memory', () => {
    const { 'AWS/Lambda Errors': errors, 'AWS/Lambda Invocations': invocations } = of(`chat${format}`);
    const byAlias = CALLS.filter(({ qualifier }) => qualifier === undefined).length;
    expect(invocations?.sum).toBe(byAlias);
    expect(errors?.sum).toBe(4);
    expect(WARM_THAT_CAME_BACK + COLD + 3).toBe(byAlias);
  });

  it('leaves what the handler gives as it is', () => {
    const answers = metered.answers[`chat${format}`] ?? [];
    const [, , , fails, , throws] = answers;
    expect(fails).toEqual({ payload: '{"statusCode":500}' });
    expect(JSON.parse(throws?.payload ?? '')).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
    const types = answers
      .slice(6)
      .map(({ error, payload }) => error && (JSON.parse(payload) as { errorType: string }).errorType);
    const [timedOut, , outOfMemory, , ended] = types.slice(2);
    expect([timedOut, outOfMemory, ended]).toEqual(['Sandbox.Timedout', 'Runtime.OutOfMemory', 'Runtime.ExitError']);
  });

  it('has calls that stream by their status, over as long as they stream', () => {
    const { Failures, Duration, ColdStarts, 'AWS/Lambda Errors': errors } = of(`streams${format}`);
    expect([Failures, ColdStarts]).toEqual([
      { sum: 2, count: 3 },
      { sum: 1, count: 1 },
    ]);
    expect([Duration?.sum, Duration?.count, errors?.sum]).toEqual([500, 3, 1]);
    expect(metered.answers[`streams${format}`]?.[2]?.payload).toBe(`{"statusCode":503}${'\0'.repeat(8)}part`);
  });

  it('has nothing of an environment that never starts, which Lambda counts', () => {
    const { 'AWS/Lambda Errors': errors, ...own } = of(`broken${format}`);
    expect(errors?.sum).toBe(2);
    expect(Object.keys(own).filter((name) => !name.startsWith('AWS/'))).toEqual([]);
  });

  it('has what is written as metrics, and what is said only where Lambda does not wrap it', () => {
    const { 'Squad Written': wrote, 'Squad Said': said } = of(`chat${format}`);
    expect(wrote?.sum).toBe(CALLS.length);
    expect(said?.sum).toBe(format === 'Text' ? CALLS.length : undefined);
  });
});

it('what handlers write is the same in every run, to the byte and in order', async () => {
  const calls = does('answers', 'answers', 'fails', 'throws', 'ends', 'answers');
  const logs = async () => (await meter({ chat: { code: HANDLER, logFormat: 'JSON', calls } })).logs;
  const first = await logs();
  expect(first.filter((line) => line.includes('Sluice/Release'))).toHaveLength(5);
  expect(await logs()).toEqual(first);
});
