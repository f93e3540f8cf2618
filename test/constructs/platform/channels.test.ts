import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Channel, ChannelSecret, ReleasePlatform } from 'sluice';
import * as v from 'valibot';
import { channelTextSchema } from '../../../lib/domain/delivery/channel';
import { MESSAGE_KINDS } from '../../../lib/domain/message/message';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

const inParameter = (name: string) => ChannelSecret.inParameter(name);

const stack = new Stack(app, 'Channels');
const topic = new sns.Topic(stack, 'Own');
const secret = new secretsmanager.Secret(stack, 'Pager');
new ReleasePlatform(stack, 'Platform', {
  slackWebhookParameter: '/team/webhook',
  channels: [
    Channel.teams({
      webhook: inParameter('/team/teams'),
      routing: { services: ['chat', 'orders-*', '*-worker'], severities: ['error', 'critical'] },
      mentions: { 'ada@example.com': { id: 'ada@tenant.example', name: 'Ada' } },
    }),
    Channel.pagerDuty({ routingKey: ChannelSecret.inSecretsManager(secret, { field: 'key' }), region: 'eu' }),
    Channel.webhook({ name: 'audit', url: 'https://audit.example/hook', signingSecret: inParameter('/team/audit') }),
    Channel.sns({ topic, routing: { events: [...MESSAGE_KINDS] } }),
    Channel.qDeveloper({ topic }),
  ],
});
const view = new StackView(stack);

const own = (type: string, name: string) =>
  Object.entries(view.resources(type)).filter(([id]) => id.startsWith(`Platform/Channel-${name}/`));

describe('the channels of a platform', () => {
  it('have a queue each, which keeps what it could not deliver for two weeks, and says so', () => {
    for (const name of ['slack-webhook', 'teams', 'pager-duty', 'audit', 'sns', 'q-developer']) {
      const queues = Object.fromEntries(own('AWS::SQS::Queue', name));
      const prefix = `Platform/Channel-${name}`;
      expect(queues[`${prefix}/DeadLetters`]?.Properties).toEqual({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
      expect(queues[`${prefix}/Queue`]?.Properties).toMatchObject({
        ...{ MessageRetentionPeriod: 345_600, SqsManagedSseEnabled: true, VisibilityTimeout: 300 },
        RedrivePolicy: { maxReceiveCount: 20 },
      });
      expect(view.properties('AWS::CloudWatch::Alarm', `${prefix}/Undelivered`)).toMatchObject({
        ...{ AlarmName: `sluice-default-${name}-undelivered`, MetricName: 'ApproximateNumberOfMessagesVisible' },
        ...{ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' },
      });
      expect(own('AWS::Lambda::EventSourceMapping', name).map(([, { Properties }]) => Properties)).toMatchObject([
        { BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 2 } },
      ]);
    }
  });

  it('let nobody reach their queues in clear text', () => {
    for (const { Properties } of Object.values(view.resources('AWS::SQS::QueuePolicy'))) {
      expect(JSON.stringify(Properties.PolicyDocument)).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('get what is routed to them, as it is', () => {
    const filters = Object.values(view.resources('AWS::SNS::Subscription')).map(({ Properties }) => [
      view.text(Properties.Endpoint).replace(/^<Platform\/Channel-(.*)\/Queue.Arn>$/, '$1'),
      Properties.RawMessageDelivery,
      Properties.FilterPolicy,
    ]);
    const most = MESSAGE_KINDS.filter((kind) => kind !== 'started');
    expect(filters).toEqual([
      [
        'teams',
        true,
        {
          service: ['chat', { prefix: 'orders-' }, { suffix: '-worker' }],
          severity: ['error', 'critical'],
          kind: most,
        },
      ],
      ['pager-duty', true, { kind: ['failed', 'check-failed', 'stuck', 'blocked', 'rolled-back', 'released'] }],
      ['audit', true, { kind: most }],
      ['sns', true, undefined],
      ['q-developer', true, { kind: most }],
      ['slack-webhook', true, { kind: most }],
    ]);
  });

  it('are told to their notifiers, with where their secrets are and none of them', () => {
    const { Variables: variables } = view.properties('AWS::Lambda::Function', 'Platform/Channel-teams/Function')
      .Environment as { readonly Variables: Readonly<Record<string, unknown>> };
    expect(v.parse(channelTextSchema, variables.CHANNEL)).toEqual({
      name: 'teams',
      routing: {
        services: ['chat', 'orders-*', '*-worker'],
        severities: ['error', 'critical'],
        events: MESSAGE_KINDS.filter((kind) => kind !== 'started'),
      },
      way: {
        kind: 'teams',
        webhook: { in: 'parameter', name: '/team/teams' },
        mentions: { 'ada@example.com': { id: 'ada@tenant.example', name: 'Ada' } },
      },
    });
    expect(Object.keys(variables).sort()).toEqual(['CHANNEL', 'DEAD_LETTERS_URL', 'LEDGER_TABLE', 'QUEUE_URL']);
  });

  it.each([
    ['pager-duty', 'secretsmanager:GetSecretValue', '<Pager>'],
    ['sns', 'sns:Publish', '<Own>'],
    ['q-developer', 'sns:Publish', '<Own>'],
    ['audit', 'ssm:GetParameter', 'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/team/audit'],
  ])('may reach what they need and nothing else: %s, %s', (name, action, resource) => {
    const statements = own('AWS::IAM::Policy', name).flatMap(
      ([, { Properties }]) =>
        (Properties.PolicyDocument as { readonly Statement: readonly Record<string, unknown>[] }).Statement,
    );
    const others = statements.filter(({ Action: actions }) => !/^(logs|sqs|dynamodb):/.test([actions].flat().join()));
    expect(others.map(({ Action: actions, Resource }) => [actions, view.text(Resource)])).toEqual([[action, resource]]);
  });
});

function problemsOf(channels: unknown, slackWebhookParameter?: string): string {
  const other = new App();
  new ReleasePlatform(new Stack(other, 'Platform'), 'Platform', {
    channels: channels as Channel[],
    ...(slackWebhookParameter === undefined ? {} : { slackWebhookParameter }),
  });
  try {
    other.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const good = { botToken: inParameter('/team/slack'), channelId: 'C0123456789' };

describe('channels that cannot be', () => {
  it('are said all at once', () => {
    const said = problemsOf([
      Channel.slack({ botToken: 'xoxb-PLANTED' as never, channelId: '#releases', name: 'A' }),
      Channel.pagerDuty({ routingKey: inParameter('not a name'), region: 'au' as never }),
      Channel.webhook({ url: 'http://x', signingSecret: good.botToken, routing: { events: ['ended' as never] } }),
      'slack',
    ]);
    expect(said).toContain('channel "A": `name` must be 1 to 32 lower-case letters');
    expect(said).toContain(
      '`botToken` must be made by ChannelSecret.inParameter or ChannelSecret.inSecretsManager, got: a text',
    );
    expect(said).toContain('`channelId` must be the id of a channel of Slack, such as C0123456789, got: "#releases"');
    expect(said).toContain('channel "pager-duty": `routingKey`: the name of the parameter must be');
    expect(said).toContain('`region` must be one of us, eu, got: "au"');
    expect(said).toContain('channel "webhook": `url` must be a URL from https:// on, got: "http://x"');
    expect(said).toContain('`routing.events` must each be one of started, warned, blocked');
    expect(said).toContain('`channels` must be made by the functions of Channel, got: "slack"');
    expect(said).not.toContain('PLANTED');
  });

  it.each<[string, readonly unknown[], string | undefined, string]>([
    ['are of one name', [Channel.slack(good), Channel.slack(good)], undefined, 'two channels are called "slack"'],
    [
      'have a bot and a webhook at once',
      [Channel.slack({ ...good, webhook: good.botToken } as never)],
      undefined,
      'channel "slack": `webhook` must be left out: a channel is posted to by a bot or by an incoming webhook',
    ],
    [
      'have a webhook and a bot at once',
      [Channel.slackWebhook({ webhook: good.botToken, channelId: 'C1' } as never)],
      undefined,
      'channel "slack-webhook": `channelId` must be left out',
    ],
    [
      'have both by the shorthand',
      [Channel.slack(good)],
      '/team/webhook',
      '`slackWebhookParameter` stands beside channel "slack", which is posted to by a bot',
    ],
    [
      'have more combinations than a filter takes',
      [
        Channel.slack({
          ...good,
          routing: { services: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], severities: ['error', 'critical', 'warning'] },
        }),
      ],
      undefined,
      'makes 192 combinations of services, severities and events, and a filter of SNS takes 150 at most',
    ],
    [
      'would get nothing',
      [Channel.slack({ ...good, routing: { severities: [] } })],
      undefined,
      '`routing.severities` is empty, so that the channel would get nothing',
    ],
    [
      'have a pattern that no filter knows',
      [Channel.slack({ ...good, routing: { services: ['ch*t'] } })],
      undefined,
      'must each be the name of a function, with a * at its beginning or its end at most, got: "ch*t"',
    ],
    [
      'have a routing of another kind',
      [Channel.slack({ ...good, routing: { event: ['stuck'] } as never })],
      undefined,
      '`routing`: `event` is none of the props: write `events`',
    ],
    [
      'page for what needs nobody',
      [Channel.pagerDuty({ routingKey: good.botToken, routing: { events: ['started'] } })],
      undefined,
      'of anything else PagerDuty is told nothing, got: "started"',
    ],
    [
      'mention more people than the environment takes',
      [
        Channel.slack({
          ...good,
          mentions: Object.fromEntries(
            Array.from({ length: 90 }, (_, i) => [`somebody-${i}@example.com`, 'U0123456789']),
          ),
        }),
      ],
      undefined,
      '`mentions` must take 2000 bytes as JSON at most',
    ],
    [
      'mention what is no member',
      [Channel.slack({ ...good, mentions: { 'ada@example.com': '@ada' } })],
      undefined,
      '`mentions` must have member ids of Slack',
    ],
    [
      'have a URL with a password',
      [Channel.webhook({ url: 'https://a:b@x.example/', signingSecret: good.botToken })],
      undefined,
      '`url` must have no user and no password',
    ],
    ['are no list', 'slack' as never, undefined, '`channels` must be a list of what the functions of Channel make'],
  ])('are refused with the way out where they %s', (_, channels, parameter, problem) => {
    expect(problemsOf(channels, parameter)).toContain(problem);
  });
});
