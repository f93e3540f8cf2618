import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchMetrics } from '../../lib/adapters/cloudwatch-metrics';
import type { MetricStatistic } from '../../lib/domain/shift/metrics';
import { at } from '../domain/shift/example-shift';
import { loopback, type Loopback, type Reply } from './loopback';

interface Query {
  readonly Id: string;
}

const calls: MetricStatistic = {
  metric: {
    ...{ namespace: 'AWS/Lambda', name: 'Invocations' },
    dimensions: { FunctionName: 'chat', Resource: 'chat:live', ExecutedVersion: '8' },
  },
  statistic: 'Sum',
};
const slow: MetricStatistic = { metric: { ...calls.metric, name: 'Duration' }, statistic: 'PR(:800)' };
const time = { from: at(0), to: at(3), periodSeconds: 60 };

let server: Loopback | undefined;
let client: CloudWatchClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

/** CloudWatch that answers one request after the other so, and the last so for good. */
async function metricsBy(...replies: readonly ((queries: readonly Query[]) => Reply)[]): Promise<CloudWatchMetrics> {
  const left = [...replies];
  server = await loopback(({ body }) => {
    const reply = left.length > 1 ? left.shift() : left[0];
    const { MetricDataQueries = [] } = JSON.parse(body) as { MetricDataQueries?: readonly Query[] };
    return { ...reply?.(MetricDataQueries), headers: { ...HEADERS, ...reply?.(MetricDataQueries).headers } };
  });
  client = new CloudWatchClient(server.client);
  return new CloudWatchMetrics(client);
}

const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };
const json = (body: object, more: Reply = {}): Reply => ({ body: JSON.stringify(body), ...more });

/** What there is of a metric, by minute. */
function result(Id: string, minutes: Readonly<Record<number, number>> = {}, more: object = {}) {
  const Timestamps = Object.keys(minutes).map((minute) => at(Number(minute)) / 1000);
  return { Id, Label: Id, Timestamps, Values: Object.values(minutes), StatusCode: 'Complete', ...more };
}

const results = (...MetricDataResults: readonly object[]) => json({ MetricDataResults });

/** An error as CloudWatch gives it, with the code that clients of its older protocol know. */
function refusal(type: string, message: string, code = type): () => Reply {
  return () => ({
    ...json({ __type: `com.amazonaws.cloudwatch#${type}`, message }),
    ...{ status: 400, headers: { 'x-amzn-query-error': `${code};Sender` } },
  });
}

const asked = () => server?.seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>) ?? [];

describe('metrics', () => {
  it('are asked for by all that names them, in one request, from the first minute to the last', async () => {
    const metrics = await metricsBy(() => results(result('m0'), result('m1')));
    await metrics.read([calls, slow], time);
    expect(asked()).toEqual([
      {
        ...{ StartTime: at(0) / 1000, EndTime: at(3) / 1000, ScanBy: 'TimestampAscending' },
        MetricDataQueries: [
          ['m0', 'Invocations', 'Sum'],
          ['m1', 'Duration', 'PR(:800)'],
        ].map(([Id, MetricName, Stat]) => ({
          Id,
          MetricStat: {
            Metric: {
              ...{ Namespace: 'AWS/Lambda', MetricName },
              Dimensions: [
                { Name: 'FunctionName', Value: 'chat' },
                { Name: 'Resource', Value: 'chat:live' },
                { Name: 'ExecutedVersion', Value: '8' },
              ],
            },
            ...{ Period: 60, Stat },
          },
        })),
      },
    ]);
  });

  it('come in the order in which they were asked for, each by the minute', async () => {
    const metrics = await metricsBy(() => results(result('m1', { 1: 97.5 }), result('m0', { 0: 40, 2: 42 })));
    const ofCalls = new Map([
      [at(0), 40],
      [at(2), 42],
    ]);
    expect(await metrics.read([calls, slow], time)).toEqual({ series: [ofCalls, new Map([[at(1), 97.5]])] });
  });

  it('are empty where there is no data', async () => {
    const metrics = await metricsBy(() => results(result('m0')));
    expect(await metrics.read([calls], time)).toEqual({ series: [new Map()] });
  });

  it('are none where none are asked for, and nobody is asked', async () => {
    const metrics = await metricsBy(() => results());
    expect(await metrics.read([], time)).toEqual({ series: [] });
    expect(asked()).toEqual([]);
  });

  it('are put together from all pages of the answer', async () => {
    const metrics = await metricsBy(
      () =>
        json({
          MetricDataResults: [result('m0', { 0: 40 }, { StatusCode: 'PartialData' }), result('m1')],
          NextToken: 'more',
        }),
      () => results(result('m0', { 1: 41 })),
    );
    const whole = new Map([
      [at(0), 40],
      [at(1), 41],
    ]);
    expect(await metrics.read([calls, slow], time)).toEqual({ series: [whole, new Map()] });
    expect(asked().map(({ NextToken }) => NextToken)).toEqual([undefined, 'more']);
  });

  it('are asked for by 500 at most in a request', async () => {
    const metrics = await metricsBy((queries) => results(...queries.map(({ Id }, index) => result(Id, { 0: index }))));
    const read = await metrics.read(Array<MetricStatistic>(501).fill(calls), time);
    expect(asked().map(({ MetricDataQueries }) => (MetricDataQueries as readonly Query[]).length)).toEqual([500, 1]);
    expect('series' in read && read.series.map((series) => series.get(at(0)))).toEqual([...Array(500).keys(), 0]);
  });

  it.each<[string, readonly object[]]>([
    ['CloudWatch left out', [result('m0')]],
    ['CloudWatch did not finish', [result('m0'), result('m1', { 0: 1 }, { StatusCode: 'PartialData' })]],
  ])('are not taken for empty where there is one that %s', async (_, some) => {
    const metrics = await metricsBy(() => results(...some));
    await expect(metrics.read([calls, slow], time)).rejects.toThrow('CloudWatch did not say all of Duration.');
  });
});

describe('metrics that are refused', () => {
  const no = 'User: watcher is not authorized to perform: cloudwatch:GetMetricData';

  it.each([
    ['AccessDeniedException', 'AccessDeniedException'],
    ['AccessDenied', 'AccessDenied'],
  ])('are so in AWS’s words: %s', async (type, code) => {
    const metrics = await metricsBy(refusal(type, no, code));
    expect(await metrics.read([calls], time)).toEqual({ refused: { kind: 'denied', message: no } });
  });

  it.each([
    [[{ Code: 'Forbidden', Value: 'Not of this account.' }], 'Forbidden Not of this account.'],
    [[{ Value: 'One.' }, { Value: 'Two.' }], 'One.; Two.'],
    [undefined, 'Forbidden'],
  ])('one by one are refused together: %j', async (Messages, message) => {
    const one = result('m1', {}, { StatusCode: 'Forbidden', Messages });
    const metrics = await metricsBy(() => results(result('m0', { 0: 1 }), one));
    expect(await metrics.read([calls, slow], time)).toEqual({ refused: { kind: 'denied', message } });
  });

  it.each([
    ['InvalidParameterValueException', 'InvalidParameterValue'],
    ['InvalidParameterCombinationException', 'InvalidParameterCombination'],
    ['MissingRequiredParameterException', 'MissingParameter'],
    ['InvalidFormatFault', 'InvalidFormat'],
    ['ValidationError', 'ValidationError'],
    ['ValidationException', 'ValidationException'],
  ])('since CloudWatch does not take the request, are not understood: %s', async (type, code) => {
    const metrics = await metricsBy(refusal(type, 'PR(:800) is no statistic', code));
    const read = await metrics.read([slow], time);
    expect(read).toMatchObject({ refused: { kind: 'not-understood' } });
    expect('refused' in read && read.refused.message).toMatch(/^[A-Za-z]+: PR\(:800\) is no statistic$/);
  });

  it.each(['ThrottlingException', 'InternalServiceFault', 'LimitExceededFault', 'ExpiredTokenException'])(
    'for now alone are an error, which the next look may not have: %s',
    async (type) => {
      const metrics = await metricsBy(refusal(type, 'Not now'));
      await expect(metrics.read([calls], time)).rejects.toThrow('Not now');
    },
  );

  it('since CloudWatch failed are an error', async () => {
    const Messages = [{ Code: 'InternalError', Value: 'Try again.' }];
    const metrics = await metricsBy(() => results(result('m0', {}, { StatusCode: 'InternalError', Messages })));
    await expect(metrics.read([calls], time)).rejects.toThrow(
      'CloudWatch could not read a metric: InternalError Try again.',
    );
  });

  it('on a later page are refused as well', async () => {
    const first = json({ MetricDataResults: [result('m0', { 0: 1 })], NextToken: 'more' });
    const metrics = await metricsBy(() => first, refusal('AccessDeniedException', no));
    expect(await metrics.read([calls], time)).toEqual({ refused: { kind: 'denied', message: no } });
  });
});

describe('a regression', () => {
  it('is published as a 1 of the version, now', async () => {
    const metrics = await metricsBy(() => json({}));
    await metrics.publishRegression({ functionName: 'chat', aliasName: 'live' }, '8');
    expect(asked()).toEqual([
      {
        Namespace: 'Sluice',
        MetricData: [
          {
            ...{ MetricName: 'Regression', Value: 1 },
            Dimensions: [
              { Name: 'FunctionName', Value: 'chat' },
              { Name: 'Resource', Value: 'chat:live' },
              { Name: 'ExecutedVersion', Value: '8' },
            ],
          },
        ],
      },
    ]);
  });

  it('that may not be published is an error', async () => {
    const metrics = await metricsBy(refusal('AccessDeniedException', 'No.'));
    await expect(metrics.publishRegression({ functionName: 'chat', aliasName: 'live' }, '8')).rejects.toThrow('No.');
  });
});
