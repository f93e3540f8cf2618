import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { NIST80053R5Checks } from 'cdk-nag';
import { ReleasePlatform } from 'sluice';
import { MESSAGE_CLAIM_MS } from '../../../lib/domain/release/transition';
import cdk from '../../../cdk.json';
import permissions from '../../cases/constructs/platform-permissions.json';
import names from '../../cases/constructs/platform-names.json';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

function platformStack(id: string, props: ConstructorParameters<typeof ReleasePlatform>[2] = {}): StackView {
  const stack = new Stack(app, id);
  new ReleasePlatform(stack, 'Platform', props);
  return new StackView(stack);
}

const plain = platformStack('Plain');
const withSlack = platformStack('WithSlack', { slackWebhookParameter: '/team/slack-webhook' });
const often = platformStack('Often', { reconcileInterval: Duration.minutes(1) });
const KEY_ARN = 'arn:aws:kms:us-east-1:123456789012:key/outcomes';
const keyed = platformStack('Keyed', {
  outcomesKey: kms.Key.fromKeyArn(new Stack(app, 'Keys'), 'Outcomes', KEY_ARN),
});
const payments = platformStack('Payments', { platformName: 'payments' });

/** By which Step Functions has CloudWatch Logs take what a state machine logs. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

const HOOKS = ['before-traffic', 'after-traffic'] as const;
const hook = (of: StackView, phase: (typeof HOOKS)[number]) =>
  of.properties(
    'AWS::Lambda::Function',
    `Platform/${phase === 'before-traffic' ? 'BeforeTrafficHook' : 'AfterTrafficHook'}/Function`,
  );

describe('the ledger of a platform', () => {
  const ledger = () => plain.resources('AWS::DynamoDB::GlobalTable')['Platform/Ledger'];

  it('costs nothing while nothing is released', () => {
    expect(ledger()?.Properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
  });

  it('outlives the stack, and any one mistake', () => {
    expect(ledger()).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    });
  });

  it('has releases by key and, in an index, in their order', () => {
    expect(ledger()?.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'GSI1',
          KeySchema: [
            { AttributeName: 'GSI1PK', KeyType: 'HASH' },
            { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'Unsettled',
          KeySchema: [
            { AttributeName: 'UnsettledPK', KeyType: 'HASH' },
            { AttributeName: 'UnsettledSK', KeyType: 'RANGE' },
          ],
          // It says which releases there are, and what they are is read where it is always up to date.
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'GSI2',
          KeySchema: [
            { AttributeName: 'GSI2PK', KeyType: 'HASH' },
            { AttributeName: 'GSI2SK', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
  });
});

describe('the functions of a platform', () => {
  it.each(HOOKS)('have names that CodeDeploy’s managed roles may call: %s', (phase) => {
    expect(hook(plain, phase).FunctionName).toBe(`CodeDeployHook_sluice-default-${phase}`);
    expect(hook(payments, phase).FunctionName).toBe(`CodeDeployHook_sluice-payments-${phase}`);
  });

  it.each(HOOKS)('know which hook they are, as the event does not say it: %s', (phase) => {
    const { Variables: variables } = hook(payments, phase).Environment as { Variables: Record<string, unknown> };
    expect(Object.entries(variables).map(([name, value]) => [name, payments.text(value)])).toEqual([
      ['PHASE', phase],
      ['GATE_RUN_ARN', '<Platform/GateRun/Machine>'],
    ]);
  });

  it('start both hooks’ gate runs by the same code and the same role', () => {
    const [before, after] = HOOKS.map((phase) => hook(plain, phase));
    expect(before?.Code).toEqual(after?.Code);
    expect(before?.Role).toEqual(after?.Role);
  });

  it.each(['BeforeTrafficHook', 'AfterTrafficHook'])(
    'are answered for by the last resort where they fail, well inside CodeDeploy’s hour: %s',
    (id) => {
      const config = plain.properties('AWS::Lambda::EventInvokeConfig', `Platform/${id}/Function/EventInvokeConfig`);
      expect(config).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 });
      const { OnFailure: failure, ...more } = config.DestinationConfig as { OnFailure: { Destination: unknown } };
      expect(plain.text(failure.Destination)).toBe('<Platform/LastResort/Function.Arn>');
      expect(more).toEqual({});
    },
  );

  it.each([
    ['BeforeTrafficHook', 60],
    ['AfterTrafficHook', 60],
    ['ReleaseOpener', 60],
    ['GateAsker', 900],
    ['QualityAsker', 900],
    ['ReleaseDecider', 60],
    ['ShiftWatcher', 60],
    ['LastResort', 60],
    ['FirstRelease/Starter', 60],
    ['FirstRelease/Answerer', 60],
    ['FirstRelease/LastResort', 60],
    ['Closer', 60],
    ['Reconciler', 60],
    ['Channel-slack-webhook', 50],
  ])('have the time they need: %s, %d s', (id, seconds) => {
    expect(withSlack.properties('AWS::Lambda::Function', `Platform/${id}/Function`).Timeout).toBe(seconds);
  });

  it.each([
    ['BeforeTrafficHook', 0],
    ['AfterTrafficHook', 0],
    ['ReleaseOpener', 0],
    ['GateAsker', 0],
    ['QualityAsker', 0],
    ['ReleaseDecider', 0],
    ['ShiftWatcher', 0],
    ['LastResort', 2],
    ['FirstRelease/Starter', 0],
    ['FirstRelease/Answerer', 2],
    ['FirstRelease/LastResort', 2],
    ['Closer', 2],
    ['Reconciler', 0],
    ['Channel-slack-webhook', 0],
  ])('are asked again only where that does no harm: %s, %d times', (id, retries) => {
    const name = `Platform/${id}/Function/EventInvokeConfig`;
    expect(withSlack.properties('AWS::Lambda::EventInvokeConfig', name).MaximumRetryAttempts).toBe(retries);
  });

  it('log JSON, each to its own group, for three months', () => {
    const functions = Object.entries(withSlack.resources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(15);
    for (const [name, { Properties }] of functions) {
      const { LogFormat: format, LogGroup: group } = Properties.LoggingConfig as Record<string, unknown>;
      const logs = name.replace(/\/Function$/, '/Logs');
      expect(format).toBe('JSON');
      expect(withSlack.text(group)).toBe(`<${logs}>`);
      expect(withSlack.properties('AWS::Logs::LogGroup', logs).RetentionInDays).toBe(90);
    }
  });
});

describe('what a platform publishes', () => {
  it.each([
    ['default', plain],
    ['payments', payments],
  ])('is what releases read at deploy time: %s', (name, of) => {
    const published = Object.values(of.resources('AWS::SSM::Parameter')).map(({ Properties }) => [
      Properties.Name,
      of.text(Properties.Value),
    ]);
    expect(Object.fromEntries(published)).toEqual({
      [`/sluice/${name}/codedeploy-application`]: '<Platform/Application>',
      [`/sluice/${name}/codedeploy-role-arn`]: '<Platform/GroupRole.Arn>',
      [`/sluice/${name}/gate-asker-role-arn`]: '<Platform/GateAsker/Role.Arn>',
      [`/sluice/${name}/opener-role-arn`]: '<Platform/ReleaseOpener/Role.Arn>',
      [`/sluice/${name}/quality-asker-role-arn`]: '<Platform/QualityAsker/Role.Arn>',
      [`/sluice/${name}/watch-role-arn`]: '<Platform/ShiftWatcher/Role.Arn>',
      [`/sluice/${name}/ledger-table`]: '<Platform/Ledger>',
      [`/sluice/${name}/outcome-topic-arn`]: '<Platform/Outcomes>',
      [`/sluice/${name}/manifest-schema`]: '3',
      [`/sluice/${name}/policy`]: '{"schema":1,"requirements":[]}',
      [`/sluice/${name}/first-release-function-arn`]: '<Platform/FirstRelease/Starter/Function.Arn>',
    });
  });

  it('is an application for releases of functions', () => {
    expect(plain.properties('AWS::CodeDeploy::Application', 'Platform/Application').ComputePlatform).toBe('Lambda');
  });
});

describe('the gate run of a platform', () => {
  const machine = () => plain.properties('AWS::StepFunctions::StateMachine', 'Platform/GateRun/Machine');

  it('is a Standard state machine: it outlives whatever handler asks', () => {
    expect(machine().StateMachineType).toBe('STANDARD');
    expect(plain.text(machine().RoleArn)).toBe('<Platform/GateRun/Role.Arn>');
  });

  it.each([
    ['GateRun', 'gate-run'],
    ['FirstRelease', 'first-release'],
    ['ShiftWatch', 'shift-watch'],
  ])('logs errors, but the secret of a hook or of CloudFormation to no log and no trace: %s', (id, name) => {
    const one = plain.properties('AWS::StepFunctions::StateMachine', `Platform/${id}/Machine`);
    const { Destinations: destinations, ...logging } = one.LoggingConfiguration as { Destinations: unknown[] };
    expect(logging).toEqual({ Level: 'ERROR', IncludeExecutionData: false });
    expect(destinations.map((to) => JSON.stringify(to))).toHaveLength(1);
    expect(plain.properties('AWS::Logs::LogGroup', `Platform/${id}/Logs`)).toEqual({
      LogGroupName: `/aws/vendedlogs/states/Sluice-default-${name}`,
      RetentionInDays: 90,
    });
    expect(one).not.toHaveProperty('TracingConfiguration');
  });

  it('calls each of its functions by the function’s own name', () => {
    const { States: states } = JSON.parse(plain.text(machine().DefinitionString)) as {
      States: Record<string, { Arguments?: { FunctionName?: string }; ItemProcessor?: { States: unknown } }>;
    };
    const called = [states, states.Ask?.ItemProcessor?.States].map((some) =>
      Object.entries(some as typeof states).flatMap(([name, state]) =>
        state.Arguments?.FunctionName === undefined ? [] : [[name, state.Arguments.FunctionName]],
      ),
    );
    expect(Object.fromEntries(called.flat() as [string, string][])).toEqual({
      Open: '<Platform/ReleaseOpener/Function.Arn>',
      AskGate:
        "{% $type($states.input.resumes) = 'number' ? '<Platform/QualityAsker/Function.Arn>' : '<Platform/GateAsker/Function.Arn>' %}",
      LastLook: '<Platform/ShiftWatcher/Function.Arn>',
      Bake: '<Platform/ShiftWatcher/Function.Arn>',
      Decide: '<Platform/ReleaseDecider/Function.Arn>',
      Rescue: '<Platform/LastResort/Function.Arn>',
    });
  });

  it('has the last resort hear of every execution of its own that broke', () => {
    const rule = plain.properties('AWS::Events::Rule', 'Platform/GateRun/Broke');
    const { detail, ...pattern } = rule.EventPattern as { detail: { stateMachineArn: unknown[]; status: string[] } };
    expect(pattern).toEqual({ source: ['aws.states'], 'detail-type': ['Step Functions Execution Status Change'] });
    expect(detail.stateMachineArn.map((arn) => plain.text(arn))).toEqual(['<Platform/GateRun/Machine>']);
    expect(detail.status).toEqual(['FAILED', 'TIMED_OUT', 'ABORTED']);
    expect((rule.Targets as { Arn: unknown }[]).map(({ Arn: arn }) => plain.text(arn))).toEqual([
      '<Platform/LastResort/Function.Arn>',
    ]);
  });
});

describe('what a platform asks before an alias is created', () => {
  const starter = 'Platform/FirstRelease/Starter/Function';

  it('is a function that keeps its name, as CloudFormation refuses a custom resource another one', () => {
    expect(payments.properties('AWS::Lambda::Function', starter).FunctionName).toBe('Sluice-payments-first-release');
  });

  it('is answered for by a last resort where it fails, well inside CloudFormation’s hour', () => {
    const config = plain.properties('AWS::Lambda::EventInvokeConfig', `${starter}/EventInvokeConfig`);
    expect(config).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 });
    const { OnFailure: failure } = config.DestinationConfig as { OnFailure: { Destination: unknown } };
    expect(plain.text(failure.Destination)).toBe('<Platform/FirstRelease/LastResort/Function.Arn>');
  });

  it('has the last resort hear of every run that broke', () => {
    const { Targets: targets, EventPattern: pattern } = plain.properties(
      'AWS::Events::Rule',
      'Platform/FirstRelease/Broke',
    );
    const { stateMachineArn: arns } = (pattern as { detail: { stateMachineArn: unknown[] } }).detail;
    expect(arns.map((arn) => plain.text(arn))).toEqual(['<Platform/FirstRelease/Machine>']);
    expect((targets as { Arn: unknown }[]).map(({ Arn: arn }) => plain.text(arn))).toEqual([
      '<Platform/FirstRelease/LastResort/Function.Arn>',
    ]);
  });
});

describe('the closer of a platform', () => {
  const rule = () => plain.properties('AWS::Events::Rule', 'Platform/DeploymentEnded');

  it('hears of every end of a deployment of the platform’s own application', () => {
    const { detail, ...pattern } = rule().EventPattern as { detail: { application: unknown[]; state: string[] } };
    expect(pattern).toEqual({
      source: ['aws.codedeploy'],
      'detail-type': ['CodeDeploy Deployment State-change Notification'],
    });
    expect(detail.application.map((name) => plain.text(name))).toEqual(['<Platform/Application>']);
    expect(detail.state).toEqual(['SUCCESS', 'FAILURE', 'STOP']);
    expect((rule().Targets as { Arn: unknown }[]).map(({ Arn: arn }) => plain.text(arn))).toEqual([
      '<Platform/Closer/Function.Arn>',
    ]);
  });

  it('writes to the ledger and to the topic', () => {
    const { Environment: environment } = plain.properties('AWS::Lambda::Function', 'Platform/Closer/Function');
    const { Variables: variables } = environment as { Variables: Record<string, unknown> };
    expect(Object.entries(variables).map(([name, value]) => [name, plain.text(value)])).toEqual([
      ['PLATFORM', 'default'],
      ['LEDGER_TABLE', '<Platform/Ledger>'],
      ['OUTCOMES_TOPIC_ARN', '<Platform/Outcomes>'],
    ]);
  });
});

describe('the reconciler of a platform', () => {
  const rule = (of: StackView, name: string) => of.properties('AWS::Events::Rule', `Platform/Reconciler/${name}`);
  const target = (name: string) => {
    const [one, ...more] = rule(plain, name).Targets as { Arn: unknown; Input: string }[];
    expect(more).toEqual([]);
    return { arn: plain.text(one?.Arn), input: JSON.parse(one?.Input ?? '') as unknown };
  };
  const arn = '<Platform/Reconciler/Function.Arn>';

  it('looks at the releases that are not settled every five minutes', () => {
    expect(rule(plain, 'Unsettled').ScheduleExpression).toBe('rate(5 minutes)');
    expect(target('Unsettled')).toEqual({ arn, input: { look: 'ledger' } });
  });

  it('looks every hour for deployments that the ledger never heard of, of a day and more', () => {
    expect(rule(plain, 'Unknown').ScheduleExpression).toBe('rate(1 hour)');
    expect(target('Unknown')).toEqual({ arn, input: { look: 'codedeploy', hours: 25 } });
  });

  it('looks as often as the platform says', () => {
    expect(rule(often, 'Unsettled').ScheduleExpression).toBe('rate(1 minute)');
  });

  it.each(['Closer', 'Reconciler'])('does not outlive its claim of a message, nor does the closer: %s', (id) => {
    const { Timeout: seconds } = plain.properties('AWS::Lambda::Function', `Platform/${id}/Function`);
    expect(Number(seconds) * 1000).toBeLessThanOrEqual(MESSAGE_CLAIM_MS);
  });
});

describe('the topic of a platform', () => {
  it('refuses messages in clear text', () => {
    const { PolicyDocument: policy } = plain.properties('AWS::SNS::TopicPolicy', 'Platform/Outcomes/Policy');
    expect(policy).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });
});

describe('what a platform keeps', () => {
  it('is in no queue that is not encrypted', () => {
    const queues = Object.values(withSlack.resources('AWS::SQS::Queue')).map(({ Properties }) => Properties);
    const inTheClear = queues.filter((queue) => !('KmsMasterKeyId' in queue) && queue.SqsManagedSseEnabled !== true);
    expect(inTheClear).toEqual([]);
  });

  it('is encrypted on its topic by the key that it is given, which whoever publishes may use', () => {
    expect(keyed.properties('AWS::SNS::Topic', 'Platform/Outcomes').KmsMasterKeyId).toBe(KEY_ARN);
    const users = permissionsOf(keyed).filter(({ resources }) => resources.includes(KEY_ARN));
    const publishers = permissionsOf(keyed).filter(({ actions }) => actions.includes('sns:Publish'));
    expect(users.map(({ role, actions }) => [role, actions])).toEqual(
      publishers.map(({ role }) => [role, ['kms:Decrypt', 'kms:GenerateDataKey']]),
    );
    expect(users.length).toBeGreaterThan(0);
  });

  it('has no key of its own by default, which is no finding of cdk-nag’s', () => {
    const own = new App({ outdir: mkdtempSync(join(outdir, 'nag-')), context: cdk.context });
    new ReleasePlatform(new Stack(own, 'Nagged'), 'Platform');
    Validations.of(own).addPlugins(new NIST80053R5Checks());
    // That pack has more to say, of what others do not mind.
    const findings = synthErrors(own);
    expect(findings).toContain('NIST.800.53.R5-IAMNoInlinePolicy');
    expect(findings).not.toContain('NIST.800.53.R5-SNSEncryptedKMS');
    expect(plain.properties('AWS::SNS::Topic', 'Platform/Outcomes')).not.toHaveProperty('KmsMasterKeyId');
  });
});

function synthErrors(own: App): string {
  try {
    own.synth();
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('the ways into a platform', () => {
  it('are open by the policies of its functions to its own rules alone', () => {
    const permitted = Object.values(withSlack.resources('AWS::Lambda::Permission')).map(({ Properties }) => [
      Properties.Principal,
      withSlack.text(Properties.SourceArn),
    ]);
    const rules = Object.keys(withSlack.resources('AWS::Events::Rule')).map((name) => `<${name}.Arn>`);
    expect(permitted.sort()).toEqual(rules.map((rule) => ['events.amazonaws.com', rule]).sort());
    expect(permitted).not.toHaveLength(0);
  });

  it('have no key but IAM’s for hooks, starter and state machines: these permissions and no others', () => {
    const of = (action: string) =>
      permissionsOf(withSlack).flatMap(({ role, actions, resources }) =>
        actions.includes(action) ? resources.map((resource) => `${role} → ${resource}`) : [],
      );
    expect(of('states:StartExecution')).toEqual([
      'Platform/GateRun/Role → <Platform/ShiftWatch/Machine>',
      'Platform/FirstRelease/Starter/Role → <Platform/FirstRelease/Machine>',
      'Platform/HookRole → <Platform/GateRun/Machine>',
    ]);
    const hooked = of('lambda:InvokeFunction').filter((one) => /Hook\/|Starter\/Function/.test(one));
    expect(hooked).toEqual([
      'Platform/GroupRole → <Platform/AfterTrafficHook/Function.Arn>',
      'Platform/GroupRole → <Platform/BeforeTrafficHook/Function.Arn>',
    ]);
  });

  it('to its topic lead by IAM alone: its policy allows nobody', () => {
    const { PolicyDocument: policy } = plain.properties('AWS::SNS::TopicPolicy', 'Platform/Outcomes/Policy');
    const { Statement: statements } = policy as { Statement: { Effect: string }[] };
    expect(statements.map(({ Effect: effect }) => effect)).toEqual(['Deny']);
  });

  it('to its ledger and scores lead by the platform’s own roles alone', () => {
    const writers = permissionsOf(withSlack).filter(({ actions }) =>
      actions.some((one) => /^dynamodb:(Put|Update)/.test(one)),
    );
    expect(writers.length).toBeGreaterThan(0);
    for (const { resources } of writers) {
      expect(['<Platform/Ledger.Arn>', '<Platform/Scores.Arn>']).toContain(resources.join());
    }
    const tables = Object.values(withSlack.resources('AWS::DynamoDB::GlobalTable'));
    expect(tables).toHaveLength(2);
    for (const { Properties } of tables) expect(JSON.stringify(Properties)).not.toContain('ResourcePolicy');
  });

  it('share the account’s concurrency with everybody: nothing is kept for them', () => {
    for (const { Properties } of Object.values(withSlack.resources('AWS::Lambda::Function'))) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});

describe('the permissions of a platform', () => {
  it('are these and no others', () => {
    const isDelivery = ({ actions }: { readonly actions: readonly string[] }) => actions.join() === LOG_DELIVERY.join();
    const all = permissionsOf(withSlack);
    expect(all.filter((one) => !isDelivery(one))).toEqual(permissions);
    expect(all.filter(isDelivery)).toEqual(
      ['Platform/ShiftWatch/Role', 'Platform/GateRun/Role', 'Platform/FirstRelease/Role'].map((role) => ({
        role,
        actions: LOG_DELIVERY,
        resources: ['*'],
      })),
    );
  });

  it('are on everything only where AWS knows nothing narrower', () => {
    const onEverything = permissionsOf(withSlack)
      .filter(({ resources }) => resources.includes('*'))
      .flatMap(({ actions }) => actions);
    expect([...new Set(onEverything)].sort()).toEqual([
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'cloudwatch:PutMetricData',
      'codedeploy:BatchGetDeploymentTargets',
      ...LOG_DELIVERY,
    ]);
  });

  it('are all written here: no role has a policy of AWS’s or one inside', () => {
    for (const { Properties } of Object.values(withSlack.resources('AWS::IAM::Role'))) {
      expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument']);
    }
  });

  it('are for the services that act by them', () => {
    const trusted = Object.entries(withSlack.resources('AWS::IAM::Role')).map(([name, { Properties }]) => [
      name,
      (Properties.AssumeRolePolicyDocument as { Statement: { Principal: { Service: string } }[] }).Statement.map(
        ({ Principal: principal }) => principal.Service,
      ),
    ]);
    expect(Object.fromEntries(trusted)).toEqual({
      'Platform/HookRole': ['lambda.amazonaws.com'],
      'Platform/Attester/Role': ['lambda.amazonaws.com'],
      'Platform/ReleaseOpener/Role': ['lambda.amazonaws.com'],
      'Platform/GateAsker/Role': ['lambda.amazonaws.com'],
      'Platform/QualityAsker/Role': ['lambda.amazonaws.com'],
      'Platform/ReleaseDecider/Role': ['lambda.amazonaws.com'],
      'Platform/LastResort/Role': ['lambda.amazonaws.com'],
      'Platform/ShiftWatcher/Role': ['lambda.amazonaws.com'],
      'Platform/ShiftWatch/Role': ['states.amazonaws.com'],
      'Platform/GateRun/Role': ['states.amazonaws.com'],
      'Platform/FirstRelease/Answerer/Role': ['lambda.amazonaws.com'],
      'Platform/FirstRelease/LastResort/Role': ['lambda.amazonaws.com'],
      'Platform/FirstRelease/Role': ['states.amazonaws.com'],
      'Platform/FirstRelease/Starter/Role': ['lambda.amazonaws.com'],
      'Platform/Closer/Role': ['lambda.amazonaws.com'],
      'Platform/Reconciler/Role': ['lambda.amazonaws.com'],
      'Platform/Channel-slack-webhook/Role': ['lambda.amazonaws.com'],
      'Platform/GroupRole': ['codedeploy.amazonaws.com'],
    });
  });
});

describe('the name of a platform', () => {
  it.each(names.refused)('is refused where its functions could not have it: %j', (platformName) => {
    const stack = new Stack();
    expect(() => new ReleasePlatform(stack, 'Platform', { platformName })).toThrow(
      `\`platformName\` must be 1 to 27 lower-case letters, digits and hyphens and begin with a letter, since it is part of the names of functions, which have 64 characters at most; got: ${platformName}`,
    );
  });

  it.each(names.taken)('is taken: %j', (platformName) => {
    expect(new ReleasePlatform(new Stack(), 'Platform', { platformName })).toMatchObject({ platformName });
  });
});

/** What each role may do, in the order of the template; what is no plain permission stands out as it is. */
function permissionsOf(of: StackView) {
  return Object.values(of.resources('AWS::IAM::Policy')).flatMap(({ Properties }) => {
    const role = (Properties.Roles as unknown[]).map((one) => of.text(one).replace(/^<(.*)>$/, '$1')).join();
    const { Statement: statements } = Properties.PolicyDocument as {
      Statement: { Effect: string; Action: string | string[]; Resource: unknown }[];
    };
    return statements.map(({ Effect: effect, Action: actions, Resource: resources, ...more }) => ({
      role,
      ...(effect === 'Allow' ? {} : { effect }),
      actions: [actions].flat(),
      resources: [resources].flat().map((resource) => of.text(resource)),
      ...more,
    }));
  });
}
