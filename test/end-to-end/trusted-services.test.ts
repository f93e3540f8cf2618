import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import {
  LambdaInvoke,
  SnsPublish,
  SqsSendMessage,
  StepFunctionsStartExecution,
} from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { nodeFunction } from './node-function';
import { reportOf, runSluice } from './run-sluice';

const directory = mkdtempSync(join(tmpdir(), 'sluice-trusted-services-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Says what it was given, and fails: what fails is in the report with its lines. */
const TELLS = `exports.handler = async (event) => { console.log(JSON.stringify(event)); throw new Error('told'); };`;

/** What each service says that it acts for, as a trust policy asks of it; of the account and region of the rehearsal. */
const SOURCES = {
  codedeploy: 'codedeploy:us-east-1:123456789012:deploymentgroup:*/*',
  events: 'events:us-east-1:123456789012:rule/*',
  states: 'states:us-east-1:123456789012:stateMachine:*',
  scheduler: 'scheduler:us-east-1:123456789012:schedule-group/default',
};

/** A role that a service may act as for the given alone. */
function trusting(stack: Stack, service: keyof typeof SOURCES, source = SOURCES[service]): iam.Role {
  const conditions = {
    StringEquals: { 'aws:SourceAccount': '123456789012' },
    ArnLike: { 'aws:SourceArn': `arn:aws:${source}` },
  };
  return new iam.Role(stack, `${service}Role`, {
    assumedBy: new iam.ServicePrincipal(`${service}.amazonaws.com`, { conditions }),
  });
}

type Furnish = (stack: Stack, tells: lambda.Function) => void;

/** A plain app of a release and a function that tells what it was given. */
function synthesize(name: string, furnish: Furnish, role?: (stack: Stack) => iam.Role): string {
  const app = new App({ outdir: join(directory, name) });
  const stack = new Stack(app, 'Shop');
  const fn = nodeFunction(stack, 'Fn', `exports.handler = async () => 1;`, { directory });
  const given = role?.(stack);
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias: new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
    ...(given ? { role: given } : {}),
  });
  furnish(stack, nodeFunction(stack, 'Tells', TELLS, { directory, retryAttempts: 0 }));
  app.synth();
  return name;
}

function play(assembly: string) {
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify({ steps: [{ deploy: assembly }, { wait: '6m' }] }));
  const {
    logs = [],
    releases,
    stacks,
  } = reportOf(runSluice(['rehearse', '--scenario', 'scenario.yaml', '--json'], directory));
  return { release: releases[0]!, stack: stacks[0]!, told: logs.flatMap(({ lines }) => lines).join('\n') };
}

/** A rate would come round at once, before CDK's policy of the role is made. */
const every = scheduler.ScheduleExpression.cron({ minute: '*/5' });

const schedule =
  (
    target: (stack: Stack, tells: lambda.Function, input: scheduler.ScheduleTargetInput) => scheduler.IScheduleTarget,
  ): Furnish =>
  (stack, tells) => {
    const input = scheduler.ScheduleTargetInput.fromObject({ asked: 'by schedule' });
    new scheduler.Schedule(stack, 'Every', { schedule: every, target: target(stack, tells, input) });
  };

const machineOf = (stack: Stack, tells: lambda.Function, role?: iam.IRole) =>
  new stepfunctions.StateMachine(stack, 'Machine', {
    definitionBody: stepfunctions.DefinitionBody.fromChainable(
      new tasks.LambdaInvoke(stack, 'Tell', { lambdaFunction: tells, payloadResponseOnly: true }),
    ),
    ...(role ? { role } : {}),
  });

const WORKS: readonly [string, Furnish, string][] = [
  [
    'a schedule of a function',
    schedule((_, tells, input) => new LambdaInvoke(tells, { input })),
    '{"asked":"by schedule"}',
  ],
  [
    'a schedule in a group of its own',
    (stack, tells) => {
      new scheduler.Schedule(stack, 'Every', {
        schedule: every,
        scheduleGroup: new scheduler.ScheduleGroup(stack, 'Nights'),
        target: new LambdaInvoke(tells, { input: scheduler.ScheduleTargetInput.fromObject({ asked: 'in a group' }) }),
      });
    },
    '{"asked":"in a group"}',
  ],
  [
    'a schedule of a queue',
    schedule((stack, tells, input) => {
      const queue = new sqs.Queue(stack, 'Queue');
      tells.addEventSource(new SqsEventSource(queue));
      return new SqsSendMessage(queue, { input });
    }),
    String.raw`"body":"{\"asked\":\"by schedule\"}"`,
  ],
  [
    'a schedule of a topic',
    schedule((stack, tells, input) => {
      const topic = new sns.Topic(stack, 'Topic');
      topic.addSubscription(new LambdaSubscription(tells));
      return new SnsPublish(topic, { input });
    }),
    String.raw`"Message":"{\"asked\":\"by schedule\"}"`,
  ],
  [
    'a schedule of a state machine',
    schedule((stack, tells, input) => new StepFunctionsStartExecution(machineOf(stack, tells), { input })),
    '{"asked":"by schedule"}',
  ],
  [
    'a rule and a state machine',
    (stack, tells) => {
      new events.Rule(stack, 'Every', {
        schedule: events.Schedule.rate(Duration.minutes(5)),
        targets: [
          new targets.SfnStateMachine(machineOf(stack, tells, trusting(stack, 'states')), {
            role: trusting(stack, 'events'),
            input: events.RuleTargetInput.fromObject({ asked: 'by rule' }),
          }),
        ],
      });
    },
    '{"asked":"by rule"}',
  ],
];

/** A role that trusts a service for something else, and what its service says of that. */
const REFUSED: readonly [string, Furnish, string][] = [
  [
    'a schedule, by its own ARN and not by its group’s',
    (stack, tells) => {
      const role = trusting(stack, 'scheduler', 'scheduler:us-east-1:123456789012:schedule/default/*');
      schedule(() => new LambdaInvoke(tells, { role }))(stack, tells);
    },
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  ],
  [
    'a rule of another account',
    (stack, tells) => {
      const role = trusting(stack, 'events', 'events:us-east-1:210987654321:rule/*');
      new events.Rule(stack, 'Every', {
        schedule: events.Schedule.rate(Duration.minutes(5)),
        targets: [new targets.SfnStateMachine(machineOf(stack, tells), { role })],
      });
    },
    "cannot be assumed by principal 'events.amazonaws.com'.",
  ],
];

const none: Furnish = () => undefined;

describe('a role that trusts its service for what the service acts for', () => {
  it.each(WORKS)('lets it act: %s', (name, furnish, told) => {
    const played = play(synthesize(`works-${name.replaceAll(' ', '-')}`, furnish));
    expect(played.stack).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(played.release.deniedCalls).toEqual([]);
    expect(played.told).toContain(told);
  });

  it('lets it act: a deployment group', () => {
    const { stack, release } = play(synthesize('works-group', none, (own) => trusting(own, 'codedeploy')));
    expect(stack).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(release.outcome).toBe('first-deploy');
  });

  it.each(REFUSED)('refuses %s', (name, furnish, reason) => {
    const { stack } = play(synthesize(`refuses-${name.replaceAll(/\W/g, '-')}`, furnish));
    expect(stack.reason).toContain(reason);
  });

  it('refuses a deployment group of another application', () => {
    const source = 'codedeploy:us-east-1:123456789012:deploymentgroup:Other/*';
    const { stack } = play(synthesize('refuses-group', none, (own) => trusting(own, 'codedeploy', source)));
    expect(stack.reason).toContain('Cannot assume role provided: arn:aws:iam::123456789012:role/');
  });
});
