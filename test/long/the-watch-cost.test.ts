import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Rate, TrafficPlan } from 'sluice';
import { US_EAST_1_PRICES } from '../../lib/domain/cost/prices';
import { inWatchedAccount, type CountedCall, type WatchedAccount } from '../end-to-end/watched-account';
import { ERRORS, LATENCY, synthesizeChange, type Change } from '../end-to-end/watched-service';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-cost-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** What a thousand metrics of GetMetricData cost (Amazon CloudWatch Pricing, "Metrics", API). */
const METRICS_THOUSAND = 0.01;
/** Memory of the platform's functions, and what a look takes at most with a cold start. */
const [GB, SECONDS] = [0.5, 1];

/** What the watch of a change used, as the account counted it. */
interface Used {
  readonly status: string | undefined;
  readonly looks: number;
  readonly metrics: number;
  readonly transitions: number;
  readonly historyEvents: number;
  readonly writeUnits: number;
  readonly looksOfItems: readonly number[];
  readonly wallMs: number;
}

const kilobytes = (value: unknown) => Math.ceil(JSON.stringify(value).length / 1024);

/** Write units of a transaction, two for each kilobyte; the item of looks has the kilobytes of all in it. */
function writeUnits(calls: readonly CountedCall[]): number {
  let looks = 0;
  let units = 0;
  for (const { operation, input } of calls) {
    if (operation !== 'dynamodb:TransactWriteItems') continue;
    const [put, update] = input.TransactItems as [
      { Put: { Item: object } },
      { Update: { ExpressionAttributeValues: object } },
    ];
    const inItem = (looks % 60) + 1;
    looks += 1;
    units += 2 * kilobytes(put.Put.Item);
    units += 2 * Math.ceil((inItem * JSON.stringify(update.Update.ExpressionAttributeValues).length) / 1024);
  }
  return units;
}

/** Two days of an account take a minute of a machine that has nothing else to do. */
const TWO_DAYS_MS = 600_000;

async function used({ from, to }: Change, requestsPerSecond: number): Promise<Used> {
  const began = performance.now();
  const history = { hours: 24, requestsPerSecond };
  return inWatchedAccount({ requestsPerSecond, history }, async (watched) => {
    await watched.deploy(from);
    watched.calls.length = 0;
    const operations = await watched.deploy(to);
    const byWatch = watched.calls.filter(({ roleArn }) => roleArn.includes('ShiftWatcher'));
    return {
      status: operations.at(-1)?.status,
      ...(await executionOf(watched)),
      metrics: byWatch
        .filter(({ operation }) => operation === 'monitoring:GetMetricData')
        .reduce((sum, { input }) => sum + (input.MetricDataQueries as readonly unknown[]).length, 0),
      writeUnits: writeUnits(byWatch),
      looksOfItems: [...(await watched.account.tables()).values()]
        .flat()
        .flatMap(({ taken }) => (Array.isArray(taken) ? [taken.length] : [])),
      wallMs: performance.now() - began,
    };
  });
}

async function executionOf(watched: WatchedAccount) {
  const { account } = watched;
  const [watch] = watched.watches();
  if (!watch) throw new Error('No shift was watched.');
  let historyEvents = 0;
  let nextToken: string | undefined;
  do {
    const page = (await account.stepFunctions.api(
      'GetExecutionHistory',
      { executionArn: watch.arn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) },
      { roleArn: 'arn:aws:iam::123456789012:role/test' },
    )) as { events: readonly unknown[]; nextToken?: string };
    historyEvents += page.events.length;
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  const looks = watch.states.filter(({ name }) => name === 'Look').length;
  return { looks, transitions: watch.states.length + 1, historyEvents };
}

/** By list prices; what a look reads of the ledger is small change, and counted as two units of 4 KB each. */
function dollars({ looks, metrics, transitions, writeUnits: units }: Used): number {
  const prices = US_EAST_1_PRICES;
  return (
    (metrics / 1000) * METRICS_THOUSAND +
    (transitions / 1e6) * prices.stepFunctionsMillionTransitions +
    (looks / 1e6) * prices.lambdaMillionRequests +
    looks * GB * SECONDS * prices.lambdaGbSecondArm +
    (units / 1e6) * prices.dynamoDbMillionWriteUnits +
    ((looks * 4) / 1e6) * prices.dynamoDbMillionReadUnits
  );
}

function print(what: string, one: Used): void {
  const { looksOfItems, ...figures } = one;
  process.stdout.write(
    `${what}: $${dollars(one).toFixed(4)}, ${JSON.stringify(figures)}, looks by item ${looksOfItems.join(', ')}\n`,
  );
}

const GATES = [ERRORS, LATENCY];

it('watches half an hour for two cents at most', async () => {
  const change = synthesizeChange(directory, 'half-an-hour', {
    release: { gates: GATES, traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(30) }) },
  });
  const one = await used(change, 10);
  print('A shift of 30 minutes', one);

  expect(one.status).toBe('UPDATE_COMPLETE');
  expect(one.looks).toBeGreaterThanOrEqual(29);
  expect(one.metrics).toBeGreaterThanOrEqual(one.looks * 8);
  expect(dollars(one)).toBeLessThanOrEqual(0.02);
});

it(
  'watches two days, in far fewer events than an execution may have',
  async () => {
    const change = synthesizeChange(directory, 'two-days', {
      release: {
        gates: GATES,
        traffic: TrafficPlan.linear({ percent: 10, interval: Duration.minutes(320) }),
        expectedTraffic: Rate.perSecond(0.2),
      },
    });
    const one = await used(change, 0.2);
    print('A shift of 48 hours', one);

    expect(one.status).toBe('UPDATE_COMPLETE');
    // A minute apart in the first hour, then five.
    expect(one.looks).toBeGreaterThanOrEqual(60 + 47 * 11);
    expect(one.looks).toBeLessThanOrEqual(62 + 47 * 12);
    expect(one.historyEvents).toBeGreaterThan(one.looks * 5);
    expect(one.historyEvents).toBeLessThan(25_000 / 2);
    expect(one.looksOfItems.slice(0, -1).every((count) => count === 60)).toBe(true);
    // The last look is the gate run's.
    expect(one.looksOfItems.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(one.looks - 3);
  },
  TWO_DAYS_MS,
);
