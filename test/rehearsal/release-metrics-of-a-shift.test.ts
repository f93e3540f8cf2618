import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePlan, parseScenario, rehearse } from 'sluice/rehearsal';
import { writeReleasedFunction } from '../cli/small-assembly';

const REPOSITORY = join(__dirname, '..', '..');
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5, 9);

/** Prints what there is of each version in ten seconds, each way a metric is read. */
const LOOK = `
const { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } = require('@aws-sdk/client-cloudwatch');
const client = new CloudWatchClient({});
(async () => {
  const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Sluice/Release' }));
  const names = [...new Set(Metrics.map(({ MetricName }) => MetricName))].sort();
  const versions = {};
  for (const { Dimensions } of Metrics.filter(({ MetricName }) => MetricName === 'Failures')) {
    const of = (Namespace, MetricName, Stat, Period) => ({
      Id: (Namespace.slice(-1) + MetricName + Stat + Period).toLowerCase(),
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat },
    });
    const own = (MetricName, Stat) => of('Sluice/Release', MetricName, Stat, 10);
    const { MetricDataResults } = await client.send(new GetMetricDataCommand({
      StartTime: new Date(${START}),
      EndTime: new Date(${START + HOUR}),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        own('Failures', 'Sum'), own('Failures', 'SampleCount'), own('Duration', 'SampleCount'), own('Duration', 'Maximum'),
        of('AWS/Lambda', 'Errors', 'Sum', 60), of('AWS/Lambda', 'Invocations', 'Sum', 60),
      ],
    }));
    const [failures, calls, durations, slowest, errors, invocations] = MetricDataResults.map(({ Timestamps, Values }) =>
      Timestamps.map((at, index) => [at.getTime(), Values[index]]));
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    versions[dimensions.ExecutedVersion] = { dimensions, failures, calls, durations, slowest, errors, invocations };
  }
  console.log(JSON.stringify({ names, versions }));
})();`;

type Series = readonly (readonly [at: number, value: number])[];

interface Look {
  /** Milliseconds since the epoch: just after the look. */
  readonly now: number;
  readonly names: readonly string[];
  readonly versions: Readonly<
    Record<
      string,
      Readonly<Record<'failures' | 'calls' | 'durations' | 'slowest' | 'errors' | 'invocations', Series>> & {
        readonly dimensions: Readonly<Record<string, string>>;
      }
    >
  >;
}

const total = (series: Series = []) => series.reduce((sum, [, value]) => sum + value, 0);

/** The first deployment, a second one with a shift of nine minutes, and a look some minutes afterwards. */
async function look(versions: object): Promise<Look> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-release-metrics-'));
  try {
    for (const name of ['One', 'Two']) {
      writeReleasedFunction(join(directory, name), name, { how: 'Linear10PercentEvery1Minute' });
    }
    const scenario = parseScenario({
      traffic: { requestsPerSecond: 20 },
      versions,
      steps: [{ deploy: 'One' }, { wait: '3m' }, { deploy: 'Two' }, { wait: '3m' }],
    });
    const plan = makePlan({ scenario, folder: directory });
    const command = { file: process.execPath, args: ['-e', LOOK], directory: REPOSITORY };
    const result = await rehearse({ ...plan, steps: [...plan.steps, { kind: 'run', name: 'look', command }] });
    const seen = JSON.parse(result.commands.get('look')?.output ?? '') as Omit<Look, 'now'>;
    expect(result.assumptions).toContain(
      'Metrics of high resolution can be seen 10 s after the end of each ten seconds; AWS promises no delay.',
    );
    return { ...seen, now: START + result.playedMs };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('the metrics that modelled calls publish of themselves', () => {
  const latencyMs = { p50: 100, p90: 100, p99: 100 };

  it('are there every ten seconds, of each version: failed answers beside errors, which Lambda counts as well', async () => {
    const { now, names, versions } = await look({
      blue: { latencyMs, releaseMetrics: true },
      green: { errorRate: 0.05, failedAnswerRate: 0.2 },
    });
    expect(names).toEqual(['Duration', 'Failures']);
    expect(Object.keys(versions)).toEqual(['1', '2']);
    for (const { dimensions, calls, durations, failures } of Object.values(versions)) {
      const { FunctionName = '', Resource, ExecutedVersion } = dimensions;
      expect(dimensions).toEqual({ FunctionName, Resource, ExecutedVersion });
      expect(Resource).toBe(`${FunctionName}:live`);
      expect(calls.every(([at]) => at % 10_000 === 0)).toBe(true);
      expect(durations).toEqual(calls);
      expect(failures.map(([at]) => at)).toEqual(calls.map(([at]) => at));
    }
    const { 1: blue, 2: green } = versions;
    expect(total(blue?.failures)).toBe(0);
    // 1 - 0.95 × 0.8 of green's calls; five standard deviations.
    const calls = total(green?.calls);
    expect(calls).toBeGreaterThan(5000);
    const deviation = Math.sqrt(0.24 * 0.76 * calls);
    expect(Math.abs(total(green?.failures) - 0.24 * calls)).toBeLessThan(5 * deviation);
    const invoked = total(green?.invocations);
    expect(Math.abs(total(green?.errors) - 0.05 * invoked)).toBeLessThan(5 * Math.sqrt(0.05 * 0.95 * invoked));
    // The last ten seconds that are over are not there yet, those before are.
    const last = Math.floor((now - 20_000) / 10_000) * 10_000;
    expect(green?.calls.at(-1)?.[0]).toBe(last);
  });

  it('say nothing of a version whose handler publishes none, nor of calls that do not come back', async () => {
    const { versions } = await look({
      blue: { latencyMs: { p50: 100, p90: 100, p99: 100 } },
      green: { releaseMetrics: true, slow: { share: 0.5, byMs: 60_000 } },
    });
    expect(Object.keys(versions)).toEqual(['2']);
    const green = versions[2];
    // Lambda's own metrics of the last minutes are not there yet.
    const known = (green?.invocations.at(-1)?.[0] ?? 0) + 60_000;
    const invoked = total(green?.invocations);
    const calls = total(green?.calls.filter(([at]) => at < known));
    expect(invoked).toBeGreaterThan(5000);
    expect(Math.abs(calls - 0.5 * invoked)).toBeLessThan(0.05 * invoked);
    expect(Math.max(...(green?.slowest ?? []).map(([, ms]) => ms))).toBeLessThan(200);
    expect(total(green?.failures)).toBe(0);
    expect(Math.abs(total(green?.errors) - 0.5 * invoked)).toBeLessThan(0.05 * invoked);
  });

  it.each(['releaseMetrics', 'failedAnswerRate'])('are no business of a real handler’s scenario: %s', (key) => {
    const scenario = parseScenario({
      traffic: { requestsPerSecond: 1, requests: 'requests.yaml' },
      versions: { blue: { [key]: key === 'releaseMetrics' ? true : 0.1 } },
      steps: [{ deploy: 'One' }],
    });
    const requests = [{ method: 'GET', path: '/', headers: {} }];
    expect(() => makePlan({ scenario, folder: '.', requests })).toThrow(`\`versions.blue.${key}\``);
  });
});
