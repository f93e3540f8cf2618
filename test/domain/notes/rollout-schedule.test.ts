import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease, TrafficPlan } from 'sluice';
import { plannedTraffic } from '../../../lib/domain/notes/planned-traffic';
import { rolloutSchedule } from '../../../lib/domain/notes/rollout-schedule';
import { plannedReleases } from '../../../lib/domain/preflight/planned-release';
import type { TrafficShape } from '../../../lib/domain/traffic/traffic-shape';
import { inlineFunction } from '../../constructs/inline-function';
import { temporaryApp } from '../../constructs/temporary-app';

describe('a rollout schedule', () => {
  it.each<[TrafficShape, readonly string[]]>([
    [{ kind: 'all-at-once' }, ['All traffic moves in one step.']],
    [{ kind: 'canary', percent: 10, intervalMinutes: 5 }, ['At once: 10 % of the traffic.', 'After 5 minutes: 100 %.']],
    [
      { kind: 'linear', percent: 40, intervalMinutes: 90 },
      ['At once: 40 % of the traffic.', 'After 1 hour 30 minutes: 80 %.', 'After 3 hours: 100 %.'],
    ],
    [
      { kind: 'linear', percent: 5, intervalMinutes: 1 },
      ['At once: 5 % of the traffic, and as much more every 1 minute.', 'After 19 minutes: 100 %.'],
    ],
  ])('is told step by step, as far as anybody reads: %j', (shape, expected) => {
    expect(rolloutSchedule(shape)).toEqual(expected);
  });

  it.each<[TrafficPlan, TrafficShape]>([
    [TrafficPlan.allAtOnce(), { kind: 'all-at-once' }],
    [
      TrafficPlan.canary({ percent: 10, interval: Duration.minutes(15) }),
      { kind: 'canary', percent: 10, intervalMinutes: 15 },
    ],
    [
      TrafficPlan.linear({ percent: 10, interval: Duration.minutes(1) }),
      { kind: 'linear', percent: 10, intervalMinutes: 1 },
    ],
    [
      TrafficPlan.canary({ percent: 3, interval: Duration.minutes(7) }),
      { kind: 'canary', percent: 3, intervalMinutes: 7 },
    ],
    [
      TrafficPlan.linear({ percent: 7, interval: Duration.minutes(4) }),
      { kind: 'linear', percent: 7, intervalMinutes: 4 },
    ],
  ])('goes by the plan that a template has: %#', (traffic, shape) => {
    const { app, remove } = temporaryApp();
    const stack = new Stack(app, 'Service');
    new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates: [Gate.health()], traffic });
    const template = Template.fromStack(stack).toJSON() as Parameters<typeof plannedReleases>[0];
    remove();
    const [planned] = plannedReleases(template);
    expect(planned && plannedTraffic(template, planned)).toEqual(shape);
  });
});
