import * as v from 'valibot';
import {
  alarmsNamedIn,
  decidingAlarm,
  manifestParameterName,
  manifestSchema,
} from '../../../lib/domain/release/manifest';
import cases from '../../cases/release/deciding-alarms.json';

/** CodeDeploy's words for a deployment that it stopped because of alarms. */
const stoppedBy = (activated: string) =>
  `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${activated}`;

const manifest = {
  schema: 1,
  gates: { bucket: 'assets', key: 'gates.json' },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
  alarms: { 'error-rate': 'chat-errors', latency: 'chat-latency' },
};

describe('the alarm that stopped a deployment', () => {
  it.each(cases)('is known by what it watches: $name', ({ activated, expected }) => {
    expect(decidingAlarm(stoppedBy(activated), manifest.alarms)).toBe(expected);
  });

  it('is read from between the brackets, spaces and all', () => {
    expect(alarmsNamedIn(stoppedBy('<a b> <c>'))).toEqual(['a b', 'c']);
  });
});

describe('a manifest', () => {
  it('lies under the name of its platform and its deployment group', () => {
    expect(manifestParameterName('main', 'chat-live')).toBe('/sluice/main/releases/chat-live');
  });

  it('is read as it was written', () => {
    expect(v.parse(manifestSchema, JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each<[string, object]>([
    ['another schema version', { schema: 2 }],
    ['a key that is not known', { bakeMinutes: 5 }],
    ['no role', { releaseRoleArn: undefined }],
    ['an alarm without a name', { alarms: { latency: null } }],
  ])('is refused with %s', (_, change) => {
    expect(v.safeParse(manifestSchema, { ...manifest, ...change }).success).toBe(false);
  });
});
