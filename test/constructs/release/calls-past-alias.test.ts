import { App, CfnResource, Duration, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LambdaIntegration, LambdaRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LambdaDestination as LambdaReceives } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke as ScheduledInvoke, Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Gate, GatedRelease } from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const { outdir, remove } = temporaryApp();
let made = 0;
let app: App;

/** Each without the flag that makes warnings stop the synth. */
beforeEach(() => {
  app = new App({ outdir: `${outdir}/${made++}` });
});

afterAll(remove);

const NO_WARNING = 'none';

/** What calls a function or its alias, and what the warning names of it. */
const CALLERS: readonly [string, (stack: Stack, called: lambda.IFunction) => unknown, string][] = [
  [
    'a route of an HTTP API',
    (stack, called) =>
      new HttpApi(stack, 'Api').addRoutes({ path: '/chat', integration: new HttpLambdaIntegration('Chat', called) }),
    'Api/ANY--chat/Chat (AWS::ApiGatewayV2::Integration)',
  ],
  [
    'a method of a REST API',
    (stack, called) => new RestApi(stack, 'Api').root.addMethod('GET', new LambdaIntegration(called)),
    'Api/Default/GET (AWS::ApiGateway::Method)',
  ],
  [
    'a whole REST API',
    (stack, called) => new LambdaRestApi(stack, 'Api', { handler: called }),
    'Past/Api/Default/{proxy+}/ANY (AWS::ApiGateway::Method), Past/Api/Default/ANY (AWS::ApiGateway::Method)',
  ],
  [
    'a queue',
    (stack, called) => {
      called.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Jobs')));
    },
    '/SqsEventSource:',
  ],
  [
    'a topic',
    (stack, called) => new sns.Topic(stack, 'News').addSubscription(new LambdaSubscription(called)),
    '(AWS::SNS::Subscription)',
  ],
  [
    'a rule',
    (stack, called) =>
      new events.Rule(stack, 'Nightly', {
        schedule: events.Schedule.rate(Duration.days(1)),
        targets: [new targets.LambdaFunction(called)],
      }),
    'Nightly (AWS::Events::Rule)',
  ],
  [
    'a schedule',
    (stack, called) =>
      new scheduler.Schedule(stack, 'Hourly', {
        schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
        target: new ScheduledInvoke(called),
      }),
    'Hourly (AWS::Scheduler::Schedule)',
  ],
  [
    'a state machine',
    (stack, called) =>
      new stepfunctions.StateMachine(stack, 'Machine', {
        definitionBody: stepfunctions.DefinitionBody.fromChainable(
          new LambdaInvoke(stack, 'Call', { lambdaFunction: called }),
        ),
      }),
    'Machine (AWS::StepFunctions::StateMachine)',
  ],
  [
    "a bucket's notifications",
    (stack, called) => {
      new s3.Bucket(stack, 'Uploads').addEventNotification(s3.EventType.OBJECT_CREATED, new LambdaDestination(called));
    },
    's3.amazonaws.com, by ',
  ],
  [
    'a URL',
    (_, called) => called.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }),
    'FunctionUrl (AWS::Lambda::Url)',
  ],
  [
    'another account',
    (_, called) => {
      called.grantInvoke(new iam.AccountPrincipal('210987654321'));
    },
    '210987654321, by ',
  ],
  [
    'an integration that says its function later',
    (stack, called) => {
      const raw = new CfnResource(stack, 'Raw', { type: 'AWS::ApiGatewayV2::Integration', properties: {} });
      raw.addPropertyOverride('IntegrationUri', called.functionArn);
    },
    'Raw (AWS::ApiGatewayV2::Integration)',
  ],
  [
    'a destination of another one’s alias',
    (stack, called) => {
      const version = inlineFunction(stack, 'Other').currentVersion;
      new lambda.Alias(stack, 'Others', { aliasName: 'others', version }).configureAsyncInvoke({
        onFailure: new LambdaReceives(called),
      });
    },
    'Others/EventInvokeConfig (AWS::Lambda::EventInvokeConfig)',
  ],
  [
    'a state machine that asks Lambda by name',
    (stack, { functionName: FunctionName }) => machine(stack, { FunctionName, Payload: {} }),
    'Machine (AWS::StepFunctions::StateMachine)',
  ],
  [
    'a schedule that asks Lambda by name',
    (stack, { functionName: FunctionName }) => schedule(stack, { FunctionName }),
    'Hourly (AWS::Scheduler::Schedule)',
  ],
];

/** Calls of a function by its logical id, as in a template that was written by hand, and what comes behind that. */
const BY_HAND: readonly [string, (id: string) => string, string][] = [
  ['its ARN', (id) => `path/\${${id}.Arn}/invocations`, 'ByHand (AWS::ApiGatewayV2::Integration)'],
  ['its name in an ARN', (id) => `path/arn:aws:lambda:r:a:function:\${${id}}/invocations`, 'ByHand ('],
  ['its alias', (id) => `path/\${${id}.Arn}:live/invocations`, NO_WARNING],
  ['its alias by a value', (id) => `path/\${${id}.Arn}:\${Alias}/invocations`, NO_WARNING],
  ['another logical id', (id) => `path/\${${id}2.Arn}/invocations`, NO_WARNING],
];

function machine(stack: Stack, Parameters: object): stepfunctions.StateMachine {
  const stateJson = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true };
  return new stepfunctions.StateMachine(stack, 'Machine', {
    definitionBody: stepfunctions.DefinitionBody.fromChainable(
      new stepfunctions.CustomState(stack, 'Call', { stateJson }),
    ),
  });
}

function schedule(stack: Stack, input: object): scheduler.Schedule {
  return new scheduler.Schedule(stack, 'Hourly', {
    schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
    target: new Universal({
      service: 'lambda',
      action: 'invoke',
      input: scheduler.ScheduleTargetInput.fromObject(input),
    }),
  });
}

/** What names the function itself, and calls it for no customer. */
const NAMES: readonly [string, (stack: Stack, fn: lambda.Function) => unknown][] = [
  ['an alarm on its metrics', (_, fn) => fn.metricErrors().createAlarm(fn, 'Alarm', alarm)],
  [
    'a policy',
    (stack, fn) => fn.grantInvoke(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() })),
  ],
  ['a parameter', (stack, fn) => new ssm.StringParameter(stack, 'Arn', { stringValue: fn.functionArn })],
  [
    'a state machine that says the alias beside it',
    (stack, fn) => machine(stack, { FunctionName: fn.functionArn, Payload: { a: {} }, Qualifier: 'live' }),
  ],
  [
    'a state machine that says only at run time what is beside it',
    (stack, fn) => machine(stack, { FunctionName: fn.functionArn, 'Qualifier.$': '$.stage' }),
  ],
  [
    'a schedule that says the alias beside it',
    (stack, fn) => schedule(stack, { Qualifier: 'live', FunctionName: fn.functionName }),
  ],
  [
    'an alias that is put together',
    (stack, fn) =>
      new lambda.CfnUrl(stack, 'Url', { authType: 'NONE', targetFunctionArn: Fn.join(':', [fn.functionArn, 'live']) }),
  ],
  [
    'what a rule sends to another',
    (stack, fn) =>
      new events.Rule(stack, 'Rule', {
        schedule: events.Schedule.rate(Duration.days(1)),
        targets: [
          new targets.LambdaFunction(inlineFunction(stack, 'Other'), {
            event: events.RuleTargetInput.fromObject({ about: fn.functionArn }),
          }),
        ],
      }),
  ],
  [
    'what a schedule sends to another',
    (stack, fn) =>
      new scheduler.Schedule(stack, 'Daily', {
        schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
        target: new ScheduledInvoke(inlineFunction(stack, 'Other'), {
          input: scheduler.ScheduleTargetInput.fromObject({ about: fn.functionArn }),
        }),
      }),
  ],
  [
    'how its own failed events are tried again',
    (_, fn) => {
      fn.configureAsyncInvoke({ retryAttempts: 0 });
    },
  ],
  ['a rule that is disabled', (stack, fn) => rule(stack, fn, { enabled: false })],
  [
    'a schedule that is disabled',
    (stack, fn) =>
      new scheduler.Schedule(stack, 'Daily', {
        schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
        target: new ScheduledInvoke(fn),
        enabled: false,
      }),
  ],
  [
    'a queue whose mapping is disabled',
    (stack, fn) => {
      fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Jobs'), { enabled: false }));
    },
  ],
  [
    'a pipe that is disabled',
    (stack, fn) => {
      const properties = { DesiredState: 'STOPPED', RoleArn: 'arn:role', Source: 'arn:queue', Target: fn.functionArn };
      new CfnResource(stack, 'Pipe', { type: 'AWS::Pipes::Pipe', properties });
    },
  ],
  ['the environment of another', (stack, fn) => inlineFunction(stack, 'Other').addEnvironment('CHAT', fn.functionArn)],
  ['a call of one version', (stack, fn) => rule(stack, fn.currentVersion)],
  [
    'a call of another function',
    (stack) => {
      rule(stack, inlineFunction(stack, 'Other'));
    },
  ],
];
const alarm = {
  threshold: 1,
  evaluationPeriods: 1,
  comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
};

function rule(stack: Stack, called: lambda.IFunction, more: events.RuleProps = {}): events.Rule {
  return new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.rate(Duration.days(1)),
    targets: [new targets.LambdaFunction(called)],
    ...more,
  });
}

function release(
  stack: Stack,
  fn = inlineFunction(stack),
): { readonly fn: lambda.Function; readonly alias: lambda.Alias } {
  const { alias } = new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health()] });
  return { fn, alias };
}

/** The warning of a stack's release. */
function warningOf(stack: Stack): string {
  const found = Annotations.fromStack(stack).findWarning(
    `/${stack.node.path}/Release`,
    Match.stringLikeRegexp('callsPastAlias'),
  );
  return found.map(({ entry }) => JSON.stringify(entry.data)).join('\n') || NO_WARNING;
}

describe('what calls the function of a release', () => {
  it.each(CALLERS)(
    'is named at synth where it is %s to the function itself, and not where it is to the alias',
    (_, add, named) => {
      const past = new Stack(app, 'Past');
      add(past, release(past).fn);
      const through = new Stack(app, 'Through');
      add(through, release(through).alias);
      const warning = warningOf(past);
      expect(warning).toContain(
        `The function ${past.node.path}/Chat itself, and not the alias of its release, is called by `,
      );
      expect(warning).toContain(named);
      expect(warning).toContain('Point each at `alias` of the release.');
      expect(warningOf(through)).toBe(NO_WARNING);
    },
  );

  it.each(BY_HAND)('is told by its logical id, by hand, as %s', (_, uri, expected) => {
    const stack = new Stack(app, 'Past');
    const { fn } = release(stack);
    const IntegrationUri = Fn.sub(uri(stack.getLogicalId(fn.node.defaultChild as lambda.CfnFunction)), {
      Alias: 'live',
    });
    new CfnResource(stack, 'ByHand', { type: 'AWS::ApiGatewayV2::Integration', properties: { IntegrationUri } });
    expect(warningOf(stack)).toContain(expected);
  });

  it('is named once, whatever it needs beside', () => {
    const stack = new Stack(app, 'Once');
    rule(stack, release(stack).fn);
    expect(/is called by (.*?)\. There/.exec(warningOf(stack))?.[1]).toBe('Once/Rule (AWS::Events::Rule)');
  });

  it('is named as the latest version', () => {
    const stack = new Stack(app, 'Latest');
    rule(stack, release(stack).fn.latestVersion);
    expect(warningOf(stack)).toContain('Latest/Rule (AWS::Events::Rule)');
  });

  it('is named in another stack, in a nested one, and by a name that the function was given', () => {
    const stack = new Stack(app, 'Home');
    const fn = new lambda.Function(stack, 'Named', {
      functionName: 'named',
      code: lambda.Code.fromInline('exports.handler = async () => 1;'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
    });
    release(stack, fn);
    rule(new Stack(app, 'Away'), fn);
    rule(new NestedStack(stack, 'Nested'), fn);
    const imported = new Stack(app, 'Imported');
    rule(imported, lambda.Function.fromFunctionName(imported, 'Fn', 'named'));
    const other = new Stack(app, 'Other');
    rule(other, lambda.Function.fromFunctionName(other, 'Fn', 'named-otherwise'));
    const warning = warningOf(stack);
    for (const path of ['Away/Rule', 'Home/Nested/Rule', 'Imported/Rule']) expect(warning).toContain(`${path} (`);
    expect(warning).not.toContain('Other/Rule');
  });

  it('is no function of the same logical id in another stack', () => {
    const stack = new Stack(app, 'Twin');
    release(stack);
    const other = new Stack(app, 'OtherTwin');
    rule(other, inlineFunction(other));
    expect(warningOf(stack)).toBe(NO_WARNING);
  });

  it('is named in a stage of its own', () => {
    const stack = new Stack(new Stage(app, 'Beta'), 'Service');
    rule(stack, release(stack).fn);
    expect(warningOf(stack)).toContain('Beta/Service/Rule (AWS::Events::Rule)');
  });

  it.each(NAMES)('is not %s', (_, add) => {
    const stack = new Stack(app, 'Names');
    add(stack, release(stack).fn);
    expect(warningOf(stack)).toBe(NO_WARNING);
  });
});
