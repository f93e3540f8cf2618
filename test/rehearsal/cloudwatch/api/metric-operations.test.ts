import refused from '../../../cases/cloudwatch/refused-metric-data.json';
import { account, MINUTE, START } from '../account';

const S = START / 1000;
const orders = { MetricName: 'Orders', Dimensions: [{ Name: 'Shop', Value: 'books' }] };
const stat = (Stat: string, Period = 60) => ({ Metric: { Namespace: 'Shop', ...orders }, Period, Stat });

interface Results {
  readonly MetricDataResults: readonly {
    readonly Id: string;
    readonly Label: string;
    readonly Timestamps: readonly number[];
    readonly Values: readonly number[];
    readonly StatusCode: string;
  }[];
  readonly NextToken?: string;
}

/** 1, 2, 4 and 8 orders in the first four minutes, all published. */
async function withOrders() {
  const given = account();
  const put = (...MetricData: readonly object[]) => given.call('PutMetricData', { Namespace: 'Shop', MetricData });
  for (const [minute, Value] of [1, 2, 4, 8].entries()) {
    await put({ ...orders, Timestamp: S + 60 * minute, Value, Unit: 'Count' });
  }
  await given.pass(6);
  const data = async (MetricDataQueries: readonly object[], input: object = {}) =>
    (await given.call('GetMetricData', { MetricDataQueries, StartTime: S, EndTime: S + 240, ...input })) as Results;
  return { ...given, put, data };
}

describe('PutMetricData', () => {
  it('takes single values, values in numbers, and statistic sets', async () => {
    const { call, pass, put } = await withOrders();
    const Timestamp = S + 300;
    await put(
      { MetricName: 'Sizes', Timestamp, Value: 3 },
      { MetricName: 'Sizes', Timestamp, Values: [1, 2], Counts: [3, 1] },
      { MetricName: 'Sizes', Timestamp, StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } },
      { MetricName: 'Sizes', Timestamp, Values: [4] },
    );
    await pass(1);
    const answer = await call('GetMetricStatistics', {
      Namespace: 'Shop',
      MetricName: 'Sizes',
      StartTime: S + 300,
      EndTime: S + 360,
      Period: 60,
      Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum'],
    });
    expect(answer).toEqual({
      Label: 'Sizes',
      Datapoints: [{ Timestamp, Unit: 'None', SampleCount: 8, Sum: 42, Minimum: 1, Maximum: 20 }],
    });
  });

  it('is now where it says no time, and can be of high resolution', async () => {
    const { cloudWatch, create, pass, put } = await withOrders();
    await create({ Namespace: 'Shop', MetricName: 'Spikes', Dimensions: undefined, Period: 10 });
    await put({ MetricName: 'Spikes', Value: 9, StorageResolution: 1 });
    await pass(0.5);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it.each(refused)('refuses $name', async ({ input, error, message }) => {
    const { call, cloudWatch } = account();
    const [datum = {}] = input.MetricData as readonly { readonly ageSeconds?: number }[];
    const { ageSeconds, ...rest } = datum;
    const MetricData = ageSeconds === undefined ? input.MetricData : [{ ...rest, Timestamp: S - ageSeconds }];
    const good = { MetricName: 'Good', Value: 1 };
    const put = call('PutMetricData', { ...input, MetricData: [good, ...MetricData] });
    await expect(put).rejects.toMatchObject({
      ...(error === 'NotEmulated' ? { name: error } : { code: error }),
      message: expect.stringContaining(message) as string,
    });
    expect(cloudWatch.metrics.metrics).toEqual([]);
  });

  it('takes at most 1000 metrics', async () => {
    const { put } = await withOrders();
    const many = Array.from({ length: 1001 }, () => ({ MetricName: 'Many', Value: 1 }));
    await expect(put(...many)).rejects.toThrow('at most 1000 elements, got: 1001');
  });
});

describe('GetMetricData', () => {
  it('gives the newest first, from the start time on and up to the end time', async () => {
    const { data } = await withOrders();
    expect(await data([{ Id: 'm1', MetricStat: stat('Sum') }], { StartTime: S + 61, EndTime: S + 180 })).toEqual({
      MetricDataResults: [
        { Id: 'm1', Label: 'Orders', Timestamps: [S + 120, S + 60], Values: [4, 2], StatusCode: 'Complete' },
      ],
      Messages: [],
    });
    const { MetricDataResults } = await data([{ Id: 'm1', MetricStat: stat('Sum') }], { ScanBy: 'TimestampAscending' });
    expect(MetricDataResults[0]?.Values).toEqual([1, 2, 4, 8]);
  });

  it('evaluates expressions, and returns what it is asked to', async () => {
    const { data } = await withOrders();
    const { MetricDataResults } = await data([
      { Id: 'm1', MetricStat: stat('Sum', 120), ReturnData: false },
      { Id: 'e1', Expression: 'm1 / PERIOD(m1)', Label: 'a second' },
    ]);
    expect(MetricDataResults).toMatchObject([{ Id: 'e1', Label: 'a second', Values: [0.1, 0.025] }]);
  });

  it('does not count what comes after the end time, within a period', async () => {
    const { data } = await withOrders();
    const { MetricDataResults } = await data([{ Id: 'm1', MetricStat: stat('Sum', 300) }], { EndTime: S + 120 });
    expect(MetricDataResults[0]?.Values).toEqual([3]);
  });

  it('goes on where a page ended, as of the time of the first page', async () => {
    const { data, pass, put } = await withOrders();
    const queries = [
      { Id: 'm1', MetricStat: stat('Sum') },
      { Id: 'm2', MetricStat: stat('Maximum') },
    ];
    const first = await data(queries, { MaxDatapoints: 3, EndTime: S + 600 });
    expect(first.MetricDataResults).toMatchObject([
      { Id: 'm1', Values: [8, 4, 2], StatusCode: 'PartialData' },
      { Id: 'm2', Values: [], StatusCode: 'PartialData' },
    ]);
    await put({ ...orders, Timestamp: S + 300, Value: 99, Unit: 'Count' });
    await pass(5);
    const second = await data(queries, { MaxDatapoints: 50, EndTime: S + 600, NextToken: first.NextToken });
    expect(second.MetricDataResults).toMatchObject([
      { Id: 'm1', Values: [1], StatusCode: 'Complete' },
      { Id: 'm2', Values: [8, 4, 2, 1], StatusCode: 'Complete' },
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('gives the percent of the values in a range, over all minutes of a period', async () => {
    const { data } = await withOrders();
    const { MetricDataResults } = await data([
      { Id: 'm1', MetricStat: stat('PR(:4)', 240) },
      { Id: 'm2', MetricStat: stat('PR(2:8)'), ReturnData: false },
      { Id: 'e1', Expression: '100 - m2' },
    ]);
    expect(MetricDataResults.map(({ Values }) => Values)).toEqual([[75], [0, 0, 100, 100]]);
  });

  it('refuses the percentile rank, where it shall, as a statistic that nobody knows', async () => {
    const { call, cloudWatch, create } = account({ percentileRank: 'refused' });
    expect(cloudWatch.assumptions()).not.toContainEqual(expect.stringContaining('PR(…)'));
    const refused = (parameter: string) => ({
      code: 'ValidationError',
      message: `The value PR(:4) for parameter ${parameter} is not a valid statistic.`,
    });
    const range = { StartTime: S, EndTime: S + 240 };
    const queries = [
      { Id: 'm1', MetricStat: stat('Sum') },
      { Id: 'm2', MetricStat: stat('PR(:4)') },
    ];
    await expect(call('GetMetricData', { MetricDataQueries: queries, ...range })).rejects.toMatchObject(
      refused('MetricDataQueries.member.2.MetricStat.Stat'),
    );
    const ask = { Namespace: 'Shop', ...orders, ...range, Period: 60 };
    await expect(
      call('GetMetricStatistics', { ...ask, Statistics: ['Sum'], ExtendedStatistics: ['p9', 'PR(:4)'] }),
    ).rejects.toMatchObject(refused('ExtendedStatistics.member.2'));
    await expect(create({ Statistic: undefined, ExtendedStatistic: 'PR(:4)' })).rejects.toMatchObject(
      refused('ExtendedStatistic'),
    );
    expect(cloudWatch.assumptions()).toContain(
      'The percentile rank, PR(…), is refused as a statistic that is not valid.',
    );
  });

  it('gives minutes of yesterday, published today, with percentiles and ranks that are as close as it says', async () => {
    const { call, cloudWatch, pass } = await withOrders();
    const yesterday = S - 24 * 3600;
    const slow = { MetricName: 'Times', Timestamp: yesterday, Values: [100, 200, 1234.5], Counts: [97, 2, 1] };
    await call('PutMetricData', { Namespace: 'Past', MetricData: [slow] });
    await pass(15);
    await call('PutMetricData', { Namespace: 'Past', MetricData: [{ MetricName: 'Times', Value: 1 }] });
    const metric = { Namespace: 'Past', MetricName: 'Times' };
    const ask = async (Period: number, ...stats: readonly string[]) => {
      const MetricDataQueries = stats.map((Stat, index) => ({
        Id: `m${index}`,
        MetricStat: { Metric: metric, Period, Stat },
      }));
      const answer = await call('GetMetricData', { MetricDataQueries, StartTime: yesterday, EndTime: S });
      return (answer as Results).MetricDataResults.flatMap(({ Values }) => Values);
    };
    const sum = 97 * 100 + 2 * 200 + 1234.5;
    for (const period of [60, 300, 3600]) {
      expect(await ask(period, 'SampleCount', 'Sum', 'Maximum')).toEqual([100, sum, 1234.5]);
    }
    const said = () => cloudWatch.assumptions().some((sentence) => sentence.includes('kept to within 0.2 %'));
    expect(said()).toBe(false);
    expect(await ask(3600, 'p50', 'PR(:150)', 'PR(:200)', 'p100')).toEqual([100, 97, 99, 1234.5]);
    expect(said()).toBe(true);
    expect(await ask(10, 'Sum')).toEqual([]);
  });

  it('says that it takes the percentile rank of any metric, once somebody asked for one', async () => {
    const { cloudWatch, data } = await withOrders();
    const sentence =
      'Every metric has the percentile rank, PR(…), Lambda’s Duration too; AWS does not say which metrics have it.';
    expect(cloudWatch.assumptions()).not.toContain(sentence);
    await data([{ Id: 'm1', MetricStat: stat('PR(:4)') }]);
    expect(cloudWatch.assumptions()).toContain(sentence);
  });

  it('finds nothing under another unit', async () => {
    const { data } = await withOrders();
    const { MetricDataResults } = await data([{ Id: 'm1', MetricStat: { ...stat('Sum'), Unit: 'Bytes' } }]);
    expect(MetricDataResults[0]?.Values).toEqual([]);
  });

  it.each([
    ['an end before its start', [{ Id: 'm1', MetricStat: stat('Sum') }], { EndTime: S }, 'must be less than'],
    ['a period of 7 s', [{ Id: 'm1', MetricStat: stat('Sum', 7) }], {}, 'Period must be 1, 5, 10, 20, 30'],
    ['a search', [{ Id: 'm1', Expression: "SEARCH('x', 'Sum', 60)" }], {}, 'Function SEARCH'],
    ['a number', [{ Id: 'm1', Expression: '1 + 1' }], {}, 'must come to a time series'],
    [
      'an array',
      [
        { Id: 'm1', MetricStat: stat('Sum') },
        { Id: 'e1', Expression: 'METRICS()' },
      ],
      {},
      'several time series ("e1") is not emulated',
    ],
    [
      'two periods in one expression',
      [
        { Id: 'm1', MetricStat: stat('Sum') },
        { Id: 'm2', MetricStat: stat('Sum', 300) },
        { Id: 'e1', Expression: 'm1 + m2' },
      ],
      {},
      'over the periods 60 and 300',
    ],
    ['a dynamic label', [{ Id: 'm1', MetricStat: stat('Sum'), Label: '${LAST}' }], {}, 'The dynamic label'],
    [
      'the same id twice',
      [
        { Id: 'm1', MetricStat: stat('Sum') },
        { Id: 'm1', MetricStat: stat('Sum') },
      ],
      {},
      'different',
    ],
    ['neither metric nor expression', [{ Id: 'm1' }], {}, 'needs either MetricStat or Expression'],
    ['a metric elsewhere', [{ Id: 'm1', MetricStat: stat('Sum'), AccountId: '444455556666' }], {}, 'another account'],
    ['a member that is not emulated', [{ Id: 'm1', MetricStat: stat('Sum') }], { LabelOptions: {} }, 'LabelOptions'],
    ['more than 500 queries', Array.from({ length: 501 }, (_, n) => ({ Id: `m${n}` })), {}, 'at most 500'],
  ])('refuses %s', async (_, queries, input, message) => {
    const { data } = await withOrders();
    await expect(data(queries, input)).rejects.toThrow(message);
  });
});

describe('GetMetricStatistics', () => {
  const ask = { Namespace: 'Shop', ...orders, StartTime: S, EndTime: S + 240 };

  it('gives several statistics of each period, with the unit', async () => {
    const { call } = await withOrders();
    const input = { ...ask, Period: 120, Statistics: ['Sum'], ExtendedStatistics: ['p0', 'p100', 'PR(1:4)'] };
    expect(await call('GetMetricStatistics', input)).toEqual({
      Label: 'Orders',
      Datapoints: [
        { Timestamp: S, Unit: 'Count', Sum: 3, ExtendedStatistics: { p0: 1, p100: 2, 'PR(1:4)': 50 } },
        { Timestamp: S + 120, Unit: 'Count', Sum: 12, ExtendedStatistics: { p0: 4, p100: 8, 'PR(1:4)': 50 } },
      ],
    });
  });

  it('gives at most 1440 datapoints, and needs a statistic', async () => {
    const { call } = await withOrders();
    const long = call('GetMetricStatistics', { ...ask, EndTime: S + 60 * 1441, Period: 60, Statistics: ['Sum'] });
    await expect(long).rejects.toMatchObject({ code: 'InvalidParameterCombinationException' });
    await expect(call('GetMetricStatistics', { ...ask, Period: 60 })).rejects.toThrow('needs Statistics');
  });
});

describe('ListMetrics', () => {
  const names = (answer: unknown) =>
    (answer as { Metrics: { MetricName: string }[] }).Metrics.map(({ MetricName }) => MetricName);

  it('filters by namespace, name and some of the dimensions', async () => {
    const { call, put, recordErrors } = await withOrders();
    recordErrors(0, 1);
    await put({ MetricName: 'Sizes', Value: 1 });
    expect(names(await call('ListMetrics'))).toEqual(['Orders', 'Errors', 'Sizes']);
    expect(await call('ListMetrics', { Namespace: 'Shop', Dimensions: [{ Name: 'Shop' }] })).toEqual({
      Metrics: [{ Namespace: 'Shop', ...orders }],
    });
    expect(names(await call('ListMetrics', { MetricName: 'Sizes' }))).toEqual(['Sizes']);
    expect(names(await call('ListMetrics', { Dimensions: [{ Name: 'Shop', Value: 'films' }] }))).toEqual([]);
  });

  it('has every metric of the last two weeks, or those of the last three hours', async () => {
    const { call, pass, recordErrors } = await withOrders();
    await pass(4 * 60);
    recordErrors(245, 1);
    expect(names(await call('ListMetrics'))).toEqual(['Orders', 'Errors']);
    expect(names(await call('ListMetrics', { RecentlyActive: 'PT3H' }))).toEqual(['Errors']);
    await pass(14 * 24 * 60 - 120);
    expect(names(await call('ListMetrics'))).toEqual(['Errors']);
  });
});

describe('the publication delay', () => {
  it('holds for calls as for alarms', async () => {
    const { cloudWatch, data, pass } = await withOrders();
    cloudWatch.metrics.record({ namespace: 'Shop', name: 'New', dimensions: {} }, START + 6 * MINUTE, 1);
    const query = [
      { Id: 'm1', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'New' }, Period: 60, Stat: 'Sum' } },
    ];
    const values = async () => (await data(query, { EndTime: S + 600 })).MetricDataResults[0]?.Values;
    await pass(1.99);
    expect(await values()).toEqual([]);
    await pass(0.01);
    expect(await values()).toEqual([1]);
  });
});
