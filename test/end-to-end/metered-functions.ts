import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { makePlan, parseScenario, rehearse } from 'sluice/rehearsal';
import { BUCKET, writeAssembly } from '../cli/small-assembly';

const REPOSITORY = join(__dirname, '..', '..');

/** A function with the alias `live`, which leads to its first version. */
export interface MeteredFunction {
  /** A CommonJS module that exports `handler`, and may import `releaseMetrics`. */
  readonly code: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Its calls, one after the other. */
  readonly calls: readonly MeteredCall[];
}

export interface MeteredCall {
  readonly event: unknown;
  /** @default live */
  readonly qualifier?: string;
}

/** All there ever was of each metric, by its name: the sum, and how many values. */
export type Published = Readonly<Record<string, { readonly sum: number; readonly count: number }>>;

/** What there is of each function at the end, by its name. */
export interface Metered {
  readonly published: Readonly<Record<string, Published>>;
  /** What was answered, call by call; `error` where it failed. */
  readonly answers: Readonly<Record<string, readonly { readonly error?: string; readonly payload: string }[]>>;
  /** All that was logged, in order. */
  readonly logs: readonly string[];
}

/** Is asked once, by a custom resource, and calls all functions. It logs what they answered. */
const CALLER = (calls: Readonly<Record<string, MeteredFunction['calls']>>) => `
const https = require('node:https');
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
const client = new LambdaClient({});
exports.handler = async ({ StackId, RequestId, LogicalResourceId, ResponseURL }) => {
  const answers = {};
  for (const [FunctionName, calls] of Object.entries(${JSON.stringify(calls)})) {
    answers[FunctionName] = [];
    for (const { event, qualifier = 'live' } of calls) {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName, Qualifier: qualifier, Payload: JSON.stringify(event) }));
      answers[FunctionName].push({ error: FunctionError, payload: Payload.transformToString() });
    }
  }
  console.log('${ANSWERS}' + JSON.stringify(answers));
  const url = new URL(ResponseURL);
  const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'called', StackId, RequestId, LogicalResourceId });
  await new Promise((resolve, reject) => {
    const to = { hostname: url.hostname, path: url.pathname + url.search, method: 'PUT', headers: { 'content-length': body.length } };
    const request = https.request(to, (response) => response.resume().on('end', resolve));
    request.on('error', reject).end(body);
  });
};`;
const ANSWERS = 'answers: ';

const READ_ALL = `
const { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } = require('@aws-sdk/client-cloudwatch');
const client = new CloudWatchClient({});
(async () => {
  const published = {};
  const { Metrics } = await client.send(new ListMetricsCommand({}));
  for (const { Namespace, MetricName, Dimensions } of Metrics) {
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    const { FunctionName, Resource = '', ExecutedVersion = '1' } = dimensions;
    if (ExecutedVersion !== '1' || !Resource.endsWith(':live')) continue;
    const { Datapoints } = await client.send(new GetMetricStatisticsCommand({
      Namespace, MetricName, Dimensions, Period: 3600, Statistics: ['Sum', 'SampleCount'],
      StartTime: new Date('2026-01-05T08:00:00Z'), EndTime: new Date('2026-01-05T12:00:00Z'),
    }));
    const total = (of) => Datapoints.reduce((sum, point) => sum + point[of], 0);
    published[FunctionName] ??= {};
    const name = Namespace === 'Sluice/Release' ? MetricName : Namespace + ' ' + MetricName;
    published[FunctionName][name] ??= { sum: total('Sum'), count: total('SampleCount') };
  }
  console.log(JSON.stringify(published));
})();`;

/** Deploys these functions, calls them, and reads what came of it once it is there. */
export async function meter(functions: Readonly<Record<string, MeteredFunction>>): Promise<Metered> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-metered-'));
  const entries = Object.entries(functions);
  try {
    const calls = Object.fromEntries(entries.map(([name, one]) => [name, one.calls]));
    const files = Object.fromEntries(entries.map(([name, { code }]) => [name, bundled(code)]));
    const resources = entries.map(([name, { logFormat }]) => functionWithAlias(name, logFormat));
    const names = entries.map(([name]) => `${name}Live`);
    writeAssembly(
      join(directory, 'App'),
      Object.assign({}, ...resources, functionOf('Caller', { Timeout: 600 }), {
        Called: {
          Type: 'Custom::Called',
          Properties: { ServiceToken: { 'Fn::GetAtt': ['Caller', 'Arn'] } },
          DependsOn: names,
        },
      }) as object,
      { ...files, Caller: CALLER(calls) },
    );
    const scenario = parseScenario({ seed: 7, steps: [{ deploy: 'App' }, { wait: '15m' }] });
    const plan = makePlan({ scenario, folder: directory });
    const command = { file: process.execPath, args: ['-e', READ_ALL], directory: REPOSITORY };
    const { commands, logs } = await rehearse({
      ...plan,
      steps: [...plan.steps, { kind: 'run', name: 'read', command }],
    });
    const answers = logs.find((line) => line.startsWith(ANSWERS))?.slice(ANSWERS.length) ?? '';
    return {
      answers: JSON.parse(answers) as Metered['answers'],
      published: JSON.parse(commands.get('read')?.output ?? '') as Metered['published'],
      logs,
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** As an app bundles its handlers, from the source of `releaseMetrics`. */
function bundled(code: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: `import { releaseMetrics } from './lib/metrics';\n${code}`, resolveDir: REPOSITORY },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

function functionWithAlias(name: string, logFormat: string) {
  return {
    ...functionOf(name, { LoggingConfig: { LogFormat: logFormat } }),
    [`${name}Version`]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: name } } },
    [`${name}Live`]: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: name },
        FunctionVersion: { 'Fn::GetAtt': [`${name}Version`, 'Version'] },
        Name: 'live',
      },
    },
  };
}

function functionOf(name: string, properties: object) {
  const actions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'lambda:InvokeFunction'];
  const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  return {
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
        Policies: [{ PolicyName: 'all', PolicyDocument: policy({ Action: actions, Resource: '*' }) }],
      },
    },
    [name]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Code: { S3Bucket: BUCKET, S3Key: `${name}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Timeout: 3,
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
        ...properties,
      },
    },
  };
}
