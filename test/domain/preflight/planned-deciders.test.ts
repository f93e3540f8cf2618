import { plannedDeciders } from '../../../lib/domain/preflight/planned-deciders';
import type { Template } from '../../../lib/domain/preflight/template';

const alarm = (properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: { ...properties } });

const TEMPLATE: Template = {
  Parameters: {},
  Resources: { Errors: alarm({ AlarmName: 'too-many-errors' }), Slow: alarm({}) },
};

const RELEASE = { aliasId: 'Live', ignoresMissingAlarms: false } as const;

describe('who may settle a release', () => {
  it('are the alarms that CodeDeploy watches, by their names and logical ids, where there is no platform', () => {
    const alarms = [{ id: 'Errors' }, { id: 'Slow' }, { name: 'of-another-team' }];

    expect(plannedDeciders({ ...RELEASE, alarms }, TEMPLATE)).toEqual([
      'codedeploy',
      'Errors',
      'too-many-errors',
      'Slow',
      'of-another-team',
    ]);
  });

  it('are the gates and alarms of its manifest, by the names that the ledger has for them', () => {
    const names = { gates: ['health', 'integration'], watched: ['error-rate'] };
    const release = { ...RELEASE, platformName: 'default', alarms: [{ id: 'Errors' }] };

    expect(plannedDeciders({ ...release, manifest: { schema: 1, foreseen: [], names } }, TEMPLATE)).toEqual([
      'codedeploy',
      'gate-run',
      'gates',
      'health',
      'integration',
      'error-rate-alarm',
    ]);
  });

  it('is not known where the manifest cannot be read before the deployment', () => {
    expect(plannedDeciders({ ...RELEASE, platformName: 'default', alarms: [] }, TEMPLATE)).toBeUndefined();
  });
});
