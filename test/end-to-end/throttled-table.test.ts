import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { makePlan, parseScenario, rehearse, type RehearsalResult } from 'sluice/rehearsal';
import { nodeFunction } from './node-function';

const directory = mkdtempSync(join(tmpdir(), 'sluice-throttled-table-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/**
 * A hook that looks at three tables with AWS's own clients, and logs what it was answered: of each what it is, how a write
 * goes, and how often its metrics say that it was throttled in each of the last minutes.
 */
const HOOK = `
const { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } = require('@aws-sdk/client-codedeploy');
const { CloudWatchClient, GetMetricDataCommand } = require('@aws-sdk/client-cloudwatch');
const { DynamoDBClient, DescribeTableCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const dynamoDb = new DynamoDBClient({ maxAttempts: 1 });

const tried = (call) =>
  call.catch(({ name, throttlingReasons }) => ({ error: name, ...(throttlingReasons ? { throttlingReasons } : {}) }));

const minutes = async (TableName) => {
  const EndTime = new Date(Math.floor(Date.now() / 60000) * 60000);
  const { MetricDataResults } = await new CloudWatchClient({}).send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime - 12 * 60000),
      EndTime,
      MetricDataQueries: ['WriteThrottleEvents', 'ReadThrottleEvents'].map((MetricName) => ({
        Id: MetricName.toLowerCase(),
        MetricStat: {
          Metric: { Namespace: 'AWS/DynamoDB', MetricName, Dimensions: [{ Name: 'TableName', Value: TableName }] },
          Period: 60,
          Stat: 'Sum',
        },
      })),
    }),
  );
  return MetricDataResults.map(({ Values }) => Values);
};

const look = async (TableName) => {
  const { Table, error } = await tried(dynamoDb.send(new DescribeTableCommand({ TableName })));
  return {
    indexes: error ?? (Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName),
    write: await tried(dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }))),
    minutes: await minutes(TableName),
  };
};

exports.handler = async ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) => {
  for (const name of ['ORDERS', 'TITLES', 'OTHERS']) {
    const { write, ...seen } = await look(process.env[name]);
    console.log('seen ' + JSON.stringify({ name, ...seen, write: { ...write, $metadata: undefined } }));
  }
  await new CodeDeployClient({}).send(
    new PutLifecycleEventHookExecutionStatusCommand({ deploymentId, lifecycleEventHookExecutionId, status: 'Succeeded' }),
  );
};
`;

/** An app that has never heard of Sluice: three tables, and a function whose release asks the hook before any traffic. */
function synthesize(version: number): string {
  const outdir = join(directory, `v${version}`);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop');
  const id = { name: 'id', type: dynamodb.AttributeType.STRING };
  const day = { name: 'day', type: dynamodb.AttributeType.STRING };
  const orders = new dynamodb.Table(stack, 'Orders', {
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    partitionKey: id,
  });
  orders.addGlobalSecondaryIndex({ indexName: 'byDay', partitionKey: day });
  const titles = new dynamodb.TableV2(stack, 'Titles', {
    partitionKey: id,
    globalSecondaryIndexes: [{ indexName: 'byGenre', partitionKey: day }],
  });
  const others = new dynamodb.TableV2(stack, 'Others', { partitionKey: id });
  const fn = nodeFunction(stack, 'Fn', `exports.handler = async () => ${version};`, { directory });
  const hook = nodeFunction(stack, 'Hook', HOOK, {
    directory,
    environment: { ORDERS: orders.tableName, TITLES: titles.tableName, OTHERS: others.tableName },
    timeout: Duration.minutes(1),
  });
  for (const table of [orders, titles, others]) table.grant(hook, 'dynamodb:PutItem');
  for (const table of [orders, titles]) table.grant(hook, 'dynamodb:DescribeTable');
  hook.addToRolePolicy(new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias: new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
    deploymentConfig: codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE,
    preHook: hook,
  });
  app.synth();
  return outdir;
}

async function play(scenario: object): Promise<RehearsalResult> {
  const steps = [
    { name: 'v1', deploy: 'v1' },
    { name: 'v2', deploy: 'v2', ...scenario },
  ];
  return rehearse(makePlan({ scenario: parseScenario({ steps }), folder: directory }));
}

interface Seen {
  readonly name: string;
  readonly indexes: string | readonly string[];
  readonly write: { readonly error?: string; readonly throttlingReasons?: readonly object[] };
  readonly minutes: readonly [readonly number[], readonly number[]];
}

/** What the hook of the second release saw, by the table. */
function seenBy({ logs }: RehearsalResult): ReadonlyMap<string, Seen> {
  const lines = logs.flatMap((line) => /seen (\{.*\})/.exec(line)?.[1] ?? []);
  return new Map(lines.map((line) => JSON.parse(line) as Seen).map((seen) => [seen.name, seen]));
}

describe('a release while tables are throttled', () => {
  beforeAll(() => {
    synthesize(1);
    synthesize(2);
  });

  it('sees which ones, by their errors and by what CloudWatch had of the minutes before it began', async () => {
    const played = await play({
      throttles: [
        { table: 'Orders', at: '-8m', for: '15m', writes: true },
        { table: 'Titles', index: 'byGenre', at: '-8m', for: '15m', reads: true },
      ],
    });

    const seen = seenBy(played);
    const [orders, titles, others] = ['ORDERS', 'TITLES', 'OTHERS'].map((name) => seen.get(name)!);
    expect(orders).toMatchObject({
      indexes: ['byDay'],
      write: {
        error: 'ThrottlingException',
        throttlingReasons: [
          {
            reason: 'TableWriteKeyRangeThroughputExceeded',
            resource: expect.stringMatching(/^arn:aws:dynamodb:[^:]+:\d+:table\/Shop-Orders/) as string,
          },
        ],
      },
    });
    const [writes, reads] = orders!.minutes;
    // The last of the minutes may not be published yet.
    expect(writes.length).toBeGreaterThanOrEqual(7);
    expect(writes.length).toBeLessThanOrEqual(9);
    expect(Math.min(...writes)).toBeGreaterThanOrEqual(1);
    expect(reads).toEqual([]);
    // What is throttled of an index is not in the metric of its table, and keeps nobody from writing.
    expect(titles).toEqual({ name: 'TITLES', indexes: ['byGenre'], write: {}, minutes: [[], []] });
    // It may not be described.
    expect(others).toEqual({ name: 'OTHERS', indexes: 'AccessDeniedException', write: {}, minutes: [[], []] });
    expect(played.releases.map(({ outcome }) => outcome)).toEqual(['first-deploy', 'released']);
    expect(played.releases[1]!.deniedCalls.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      expect.stringMatching(/^dynamodb:DescribeTable arn:aws:dynamodb:[^ ]+:table\/Shop-Others/),
    ]);
  });

  it('is answered as by a throttled table where a fault throttles the call', async () => {
    const played = await play({ faults: [{ on: 'api', id: 'dynamodb:PutItem', kind: 'throttle', times: 1 }] });

    const seen = seenBy(played);
    expect(seen.get('ORDERS')?.write).toMatchObject({
      error: 'ThrottlingException',
      throttlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded' }],
    });
    expect(seen.get('TITLES')?.write).toEqual({});
  });

  it.each([
    [
      { table: 'Order' },
      "The scenario's `throttles of v2` names a table that is not there: Order. There are: Shop/Orders, Shop/Others, Shop/Titles.",
    ],
    [
      { table: 'Orders', index: 'byGenre' },
      "The scenario's `throttles of v2` names a global secondary index of Orders that is not there: byGenre. There are: byDay.",
    ],
    [
      { table: 'Others', index: 'byGenre' },
      'names a global secondary index of Others that is not there: byGenre. There is none at all.',
    ],
  ])('is not played where nothing goes by %j', async (throttle, says) => {
    await expect(play({ throttles: [{ ...throttle, at: '1m', for: '1m' }] })).rejects.toThrow(says);
  });
});
