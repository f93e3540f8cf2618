import type { GlassStanding } from '../../../lib/domain/attestation/break-glass';
import { glassFindings } from '../../../lib/domain/preflight/glass-findings';
import { plannedReleases } from '../../../lib/domain/preflight/planned-release';
import type { GlassFact, ReleaseFacts } from '../../../lib/domain/preflight/release-facts';
import type { Template } from '../../../lib/domain/preflight/template';

const ID = 'bg-aaaaaaaaaaaa-000000000001';
const glass = { id: ID, by: 'arn:jane', because: 'A fix.', at: 1000, until: 9000 };

/** What the CDK writes of a function under release. */
function template(versionId: string, enabled: boolean, breakGlass?: string): Template {
  const manifest = JSON.stringify({ schema: 3, subject: 'a'.repeat(64), ...(breakGlass ? { breakGlass } : {}) });
  return {
    Parameters: {},
    Resources: {
      Group: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: { AlarmConfiguration: { Enabled: enabled, Alarms: [{ Name: 'p99' }] } },
      },
      Manifest: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: { 'Fn::Join': ['', ['/sluice/main/releases/', { Ref: 'Group' }]] }, Value: manifest },
      },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] } },
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: 'Group' } } },
      },
    },
  };
}

interface Given {
  readonly isOn?: boolean;
  readonly wasOn?: boolean;
  readonly id?: string;
  readonly fact?: GlassFact;
  readonly moves?: boolean;
}

function found({ isOn = true, wasOn = true, id, fact, moves = true }: Given) {
  const next = template(moves ? 'V2' : 'V1', isOn, id);
  const [release] = plannedReleases(next);
  const facts: ReleaseFacts = {
    ...{ stackName: 'Shop', next, release: release!, alarms: [], deployments: [], open: [] },
    stack: { status: 'UPDATE_COMPLETE', deployed: template('V1', wasOn), physicalIds: {} },
    ...(fact ? { glass: fact } : {}),
  };
  return glassFindings(facts).map(({ code, severity, what }) => [code, severity, what] as const);
}

const off = { isOn: false, id: ID };
const standing = (is: Exclude<GlassStanding['is'], 'of-another-subject' | 'unknown'>): GlassFact => ({
  standing: { is, glass },
});

describe('alarms that are ignored', () => {
  it('are nothing to speak of where they are watched', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Given, string, string, RegExp]>([
    [
      'by a break-glass that is good',
      { ...off, fact: standing('good') },
      'break-glass',
      'warns',
      /arn:jane broke .*: A fix\./,
    ],
    [
      'by one that has expired',
      { ...off, fact: standing('expired') },
      'break-glass-not-good',
      'stops',
      /it has expired\.$/,
    ],
    ['by one that was a no', { ...off, fact: standing('refused') }, 'break-glass-not-good', 'stops', /was refused/],
    [
      'by one that was taken back',
      { ...off, fact: standing('taken-back') },
      'break-glass-not-good',
      'stops',
      /taken back/,
    ],
    [
      'by one that was used',
      { ...off, fact: { ...standing('good'), spentBy: 'd-1' } },
      'break-glass-not-good',
      'stops',
      /used by release d-1/,
    ],
    ['by one that nobody broke', off, 'break-glass-not-good', 'stops', /broken by nobody/],
    ['by the template alone', { isOn: false }, 'alarms-off', 'stops', /names no break-glass/],
    ['where nothing is released', { ...off, moves: false }, 'break-glass-unused', 'warns', /nothing is released/],
    ['since the deploy before', { wasOn: false }, 'alarms-are-off', 'warns', /off since the last deploy/],
    ['since then, with nothing to release', { wasOn: false, moves: false }, 'alarms-are-off', 'warns', /off since/],
  ])('are told %s', (_, given, code, severity, says) => {
    expect(found(given)).toEqual([[code, severity, expect.stringMatching(says)]]);
  });
});
