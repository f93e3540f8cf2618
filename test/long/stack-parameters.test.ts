import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { nodeFunction } from '../end-to-end/node-function';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

const directory = mkdtempSync(join(tmpdir(), 'sluice-stack-parameters-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Answers CodeDeploy as it was told. */
const HOOK = `
const { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } = require('@aws-sdk/client-codedeploy');
exports.handler = ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) =>
  new CodeDeployClient({}).send(
    new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId, lifecycleEventHookExecutionId, status: process.env.ANSWER,
    }),
  );
`;

/** A release that is held by a hook, which answers what the first of the stack's `Answers` is. No parameter has a default. */
function synthesize(version: number): string {
  const name = `v${version}`;
  const app = new App({ outdir: join(directory, name) });
  const stack = new Stack(app, 'Shop');
  const answers = new CfnParameter(stack, 'Answers', {
    type: 'CommaDelimitedList',
    allowedValues: ['Succeeded', 'Failed'],
    noEcho: true,
  });
  const memory = new CfnParameter(stack, 'Memory', { type: 'Number', minValue: 128 });
  const fn = nodeFunction(stack, 'Fn', `exports.handler = async () => ${version};`, { directory });
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias: new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
    deploymentConfig: codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE,
    preHook: nodeFunction(stack, 'Hook', HOOK, {
      directory,
      timeout: Duration.seconds(10),
      memorySize: memory.valueAsNumber,
      environment: { ANSWER: Fn.select(0, answers.valueAsList) },
    }),
  });
  app.synth();
  return name;
}

/** A function whose timeout is no number, but what a parameter with `NoEcho` gives. */
function synthesizeRefused(name: string, timeout: object, Default?: string): string {
  const app = new App({ outdir: join(directory, name) });
  const stack = new Stack(app, 'Shop');
  new CfnParameter(stack, 'Token', { noEcho: true, ...(Default !== undefined && { default: Default }) });
  const fn = nodeFunction(stack, 'Fn', 'exports.handler = async () => 1;', { directory });
  (fn.node.defaultChild as lambda.CfnFunction).addPropertyOverride('Timeout', timeout);
  app.synth();
  return name;
}

beforeAll(() => {
  for (const version of [1, 2, 3, 4]) synthesize(version);
});

function rehearse(scenario: object, ...args: readonly string[]) {
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  return runSluice(['rehearse', '--scenario', 'scenario.yaml', ...args], directory);
}

const outcomes = (scenario: object) => reportOf(rehearse(scenario, '--json')).releases.map(({ outcome }) => outcome);

const of = (values: object) => ({ stackParameters: { Shop: values } });

describe('the parameters of a template', () => {
  it('have what the scenario gives them, a step first; a step that gives nothing keeps what the stack has', () => {
    const steps = [
      { deploy: 'v1', ...of({ Answers: ['Succeeded', 'Failed'], Memory: 256 }) },
      { deploy: 'v2' },
      { deploy: 'v3', ...of({ Answers: 'Failed,Succeeded' }) },
      // The blocked release took its parameters back with it.
      { deploy: 'v4' },
    ];
    expect(outcomes({ steps })).toEqual(['first-deploy', 'released', 'blocked', 'released']);
  });

  it('have the scenario’s own values in every step that has no others', () => {
    const steps = [{ deploy: 'v1' }, { deploy: 'v2', ...of({ Answers: 'Succeeded' }) }, { deploy: 'v3' }];
    expect(outcomes({ ...of({ Answers: 'Failed', Memory: '128' }), steps })).toEqual([
      'first-deploy',
      'released',
      'blocked',
    ]);
  });

  it.each([
    ['a parameter without a value', {}, 3, 'Parameters: [Answers, Memory] must have values.'],
    ['with the key that gives one', {}, 3, '`stackParameters: { Shop: { Answers: …, Memory: … } }`'],
    [
      'a value that is not allowed',
      of({ Answers: 'hunter2', Memory: 128 }),
      3,
      "Parameter 'Answers' must be one of AllowedValues. Met in Shop.template.json, Parameters.Answers.",
    ],
    [
      'a limit that is not kept',
      of({ Answers: 'Failed', Memory: 64 }),
      3,
      "Parameter 'Memory' must be a number not less than 128",
    ],
    [
      'a stack that is not there',
      { stackParameters: { Shp: { Memory: 128 } } },
      2,
      "The scenario's `stackParameters` names a stack that is not there: Shp. There are: Shop.",
    ],
    [
      'a parameter that is not there',
      of({ Answer: 'Failed' }),
      2,
      "The scenario's `stackParameters` names a parameter of the stack Shop that is not there: Answer. There are: Answers, BootstrapVersion, Memory.",
    ],
    [
      'a parameter of a step that is not there',
      { ...of({ Answers: 'Failed', Memory: 128 }), steps: [{ deploy: 'v1', ...of({ toString: 'x' }) }] },
      2,
      "The scenario's `stackParameters of v1` names a parameter of the stack Shop that is not there: toString.",
    ],
    [
      'a value that is none',
      of({ Memory: { MB: 128 } }),
      2,
      'stackParameters.Shop.Memory: expected (string | number | boolean | Array), got Object',
    ],
    [
      'an item that would be two',
      of({ Answers: ['Failed,Succeeded'] }),
      2,
      'stackParameters.Shop.Answers.0: must not have a comma',
    ],
  ])('are refused before anything is played: %s', (_, scenario, status, says) => {
    const run = rehearse(scenario, ...('steps' in scenario ? [] : ['--to', 'v1']));

    expect(run.stderr).toContain(says);
    expect(run.stderr).not.toContain('hunter2');
    expect(run).toMatchObject({ status, stdout: '' });
  });
});

describe('the value of a parameter with `NoEcho`', () => {
  const quotes = 'say "hunter2", \\ and\n';
  const long = 'hunter2'.repeat(300);

  it.each([
    ['as it is', { Ref: 'Token' }, 's3cret-hunter2', undefined, '"****"'],
    ['in a text', { 'Fn::Sub': 'is ${Token}!' }, 's3cret-hunter2', undefined, '"is ****!"'],
    ['joined', { 'Fn::Join': ['-', ['a', { Ref: 'Token' }]] }, 's3cret-hunter2', undefined, '"a-****"'],
    ['of the template', { Ref: 'Token' }, undefined, 's3cret-hunter2', '"****"'],
    ['escaped', { Ref: 'Token' }, quotes, undefined, '"****"'],
    ['cut', { Ref: 'Token' }, long, undefined, '"****…'],
    ['short', { Ref: 'Token' }, 'is', undefined, 'Property Timeout of AWS::Lambda::Function with the value "****"'],
  ])('is in nothing that is printed, also where it is refused: %s', (form, timeout, given, Default, says) => {
    const run = rehearse(
      given === undefined ? {} : of({ Token: given }),
      '--to',
      synthesizeRefused(form.replaceAll(' ', '-'), timeout, Default),
    );

    expect(run.status).toBe(3);
    expect(run.stderr).toContain('Property Timeout of AWS::Lambda::Function with the value ');
    expect(run.stderr).toContain(says);
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });
});
