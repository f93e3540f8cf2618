import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePlan, parseScenario, rehearse, type RehearsalResult } from 'sluice/rehearsal';
import { writeReleasedFunction } from '../cli/small-assembly';

const REPOSITORY = join(__dirname, '..', '..');
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9);

/** Prints the minutes of the only alias's metrics, an hour and a half before the start and half an hour after it. */
const LOOK = `
const { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } = require('@aws-sdk/client-cloudwatch');
const client = new CloudWatchClient({});
(async () => {
  const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'AWS/Lambda', MetricName: 'Duration' }));
  const versions = Metrics.filter((one) => one.Dimensions.some(({ Name }) => Name === 'ExecutedVersion'));
  const found = {};
  for (const { Dimensions } of versions) {
    const query = (MetricName, Stat) => ({
      Id: MetricName.toLowerCase() + Stat.toLowerCase(),
      MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions }, Period: 60, Stat },
    });
    const { MetricDataResults } = await client.send(new GetMetricDataCommand({
      StartTime: new Date(${START - 90 * MINUTE}),
      EndTime: new Date(${START + 30 * MINUTE}),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        query('Invocations', 'Sum'), query('Errors', 'Sum'), query('Errors', 'SampleCount'), query('Duration', 'SampleCount'),
        query('Duration', 'Minimum'), query('Duration', 'Maximum'),
      ],
    }));
    const version = Dimensions.find(({ Name }) => Name === 'ExecutedVersion').Value;
    found[version] = MetricDataResults.map(({ Timestamps, Values }) =>
      Timestamps.map((at, index) => [(at.getTime() - ${START}) / ${MINUTE}, Values[index]]));
  }
  console.log(JSON.stringify(found));
})();`;

/** Of each version, for each metric: minutes from the start, and values. */
type Look = Readonly<Record<string, readonly (readonly (readonly [number, number])[])[]>>;

describe('what CloudWatch shows of a release', () => {
  let directory: string;
  let result: RehearsalResult;
  let look: Look;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-shift-'));
    writeReleasedFunction(join(directory, 'old.out'), 'One');
    writeReleasedFunction(join(directory, 'new.out'), 'Two');
    const scenario = parseScenario({
      traffic: { requestsPerSecond: 5 },
      history: { hours: 1, requestsPerSecond: 10 },
      versions: {
        blue: { errorRate: 0.05, latencyMs: { p50: 100, p90: 100, p99: 100 } },
        green: { from: '5m', slow: { share: 1, byMs: 1000 }, latencyGrowthMsPerMinute: 60 },
      },
      steps: [{ deploy: 'old.out' }, { deploy: 'new.out' }, { wait: '15m' }],
    });
    const plan = makePlan({ scenario, folder: directory });
    const command = { file: process.execPath, args: ['-e', LOOK], directory: REPOSITORY };
    result = await rehearse({ ...plan, steps: [...plan.steps, { kind: 'run', name: 'look', command }] });
    look = JSON.parse(result.commands.get('look')?.output ?? '') as Look;
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('has the drawn minutes before the start, of the version that served, each call once in each metric', () => {
    const [invocations = [], errors = [], errorSamples = [], durations = []] = look['1'] ?? [];
    const before = invocations.filter(([minute]) => minute < 0);
    expect(before.map(([minute]) => minute)).toEqual(Array.from({ length: 60 }, (_, index) => index - 60));
    // 600 a minute; five standard deviations of an hour are 950 calls, and 212 errors.
    const total = before.reduce((sum, [, calls]) => sum + calls, 0);
    expect(Math.abs(total - 36_000)).toBeLessThan(950);
    const failed = errors.filter(([minute]) => minute < 0).reduce((sum, [, count]) => sum + count, 0);
    expect(Math.abs(failed - 1800)).toBeLessThan(212);
    expect(errorSamples).toEqual(invocations);
    expect(durations).toEqual(invocations);
  });

  it('goes on with the minutes that were played, and none is there twice', () => {
    const minutes = (look['1']?.[0] ?? []).map(([minute]) => minute);
    expect(minutes).toEqual([...minutes.keys()].map((index) => index - 60));
    const played = (look['1']?.[0] ?? []).filter(([minute]) => minute >= 0);
    expect(played.every(([, calls]) => calls < 400)).toBe(true);
  });

  it('has the minutes of green as blue until the regression begins, and then slower and slower', () => {
    const [, , , , minimum = [], maximum = []] = look['2'] ?? [];
    const early = maximum.filter(([minute]) => minute < 4);
    const late = minimum.filter(([minute]) => minute >= 7);
    expect(early.length).toBeGreaterThan(1);
    expect(Math.max(...early.map(([, ms]) => ms))).toBeLessThanOrEqual(150);
    expect(late.length).toBeGreaterThan(4);
    expect(Math.min(...late.map(([, ms]) => ms))).toBeGreaterThan(1050);
    const grown = late.map(([, ms], index) => ms - (late[0]?.[1] ?? 0) - index * 60);
    expect(Math.max(...grown.map(Math.abs))).toBeLessThan(30);
  });

  it('is said to be drawn in part', () => {
    expect(result.assumptions).toContainEqual(expect.stringMatching(/^1 hour of history of .* were drawn, not played/));
  });
});
