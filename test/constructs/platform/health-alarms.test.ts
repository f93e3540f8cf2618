import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Channel, ChannelSecret, ReleasePlatform, type ReleasePlatformProps } from '../../../lib/constructs';

function synthesized(props: ReleasePlatformProps = {}, withTopic = false) {
  const stack = new Stack(new App(), 'Platform');
  const own = withTopic ? { healthTopic: new sns.Topic(stack, 'Health') } : {};
  const platform = new ReleasePlatform(stack, 'Platform', { ...props, ...own });
  return { stack, platform, template: Template.fromStack(stack) };
}

interface AlarmProperties {
  readonly Dimensions: readonly { readonly Name: string; readonly Value: { readonly Ref: string } }[];
  readonly AlarmName?: string;
  readonly AlarmActions?: unknown;
  readonly OKActions?: unknown;
}

const TOPIC = [{ Ref: expect.stringMatching(/^Health/) as string }];

const alarmsOf = (template: Template) =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as AlarmProperties,
  );

describe('the alarms on the platform’s own functions', () => {
  it('are one for each function, and no other', () => {
    const { template, platform } = synthesized();
    const watched = alarmsOf(template).map(({ Dimensions }) => Dimensions[0]?.Value.Ref);
    const functions = Object.keys(template.findResources('AWS::Lambda::Function'));
    expect(watched.sort()).toEqual(functions.sort());
    expect(platform.healthAlarms).toHaveLength(functions.length);
    const errors = {
      ...{ Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Period: 300, EvaluationPeriods: 1 },
      ...{ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' },
    };
    for (const alarm of alarmsOf(template)) expect(alarm).toMatchObject(errors);
  });

  it('tell the topic that is named, and nobody else', () => {
    expect(alarmsOf(synthesized().template).every((one) => one.AlarmActions === undefined)).toBe(true);
    for (const one of alarmsOf(synthesized({}, true).template)) {
      expect([one.AlarmActions, one.OKActions]).toEqual([TOPIC, TOPIC]);
    }
  });

  it('have those beside them that say what a channel could not deliver, with the same topic', () => {
    const channels = [
      Channel.teams({ webhook: ChannelSecret.inParameter('/team/teams') }),
      Channel.pagerDuty({ routingKey: ChannelSecret.inParameter('/team/pager') }),
    ];
    for (const healthAlarms of [true, false]) {
      const { template, platform } = synthesized({ channels, healthAlarms }, true);
      const undelivered = alarmsOf(template).filter(({ AlarmName }) => AlarmName?.endsWith('-undelivered'));
      expect(undelivered).toHaveLength(2);
      for (const one of undelivered) expect([one.AlarmActions, one.OKActions]).toEqual([TOPIC, TOPIC]);
      expect(platform.healthAlarms).toHaveLength(alarmsOf(template).length);
    }
    expect(synthesized({ channels, healthAlarms: false }).platform.healthAlarms).toHaveLength(2);
  });

  it('say at synth what they cost', () => {
    const { stack, platform } = synthesized();
    const month = (platform.healthAlarms.length * 0.1).toFixed(2);
    const said = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp(`cost \\$${month} a month`));
    expect(said).toHaveLength(1);
  });

  it('are left out where the platform says so', () => {
    const { stack, platform, template } = synthesized({ healthAlarms: false });
    expect([platform.healthAlarms, alarmsOf(template)]).toEqual([[], []]);
    Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('own functions cost'));
  });
});
