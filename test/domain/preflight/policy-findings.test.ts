import { policyFindings } from '../../../lib/domain/preflight/policy-findings';
import { plannedReleases } from '../../../lib/domain/preflight/planned-release';
import type { ReleaseFacts } from '../../../lib/domain/preflight/release-facts';
import type { Judging } from '../../../lib/domain/policy/judging';
import type { AskedGate } from '../../../lib/domain/release/manifest';
import type { Template } from '../../../lib/domain/preflight/template';
import { releaseIn } from '../release/example-release';
import { attestation, SUBJECT } from '../attestation/example-attestations';

/** An alias whose version is the newest or another. */
function template(versionId: string): Template {
  const FunctionVersion = { 'Fn::GetAtt': [versionId, 'Version'] };
  return {
    Parameters: {},
    Resources: {
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion, Name: 'live' },
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: 'Group' } } },
      },
    },
  };
}

function facts(judging: ReleaseFacts['judging'], deployed: 'V1' | 'V2' | 'nothing' = 'V1'): ReleaseFacts {
  const next = template('V2');
  const [release] = plannedReleases(next);
  return {
    ...{ stackName: 'Service', next, release: release!, alarms: [], deployments: [], open: [] },
    ...(judging ? { judging } : {}),
    ...(deployed === 'nothing'
      ? {}
      : {
          stack: { status: 'UPDATE_COMPLETE', deployed: template(deployed), physicalIds: {} },
          serving: { functionName: 'chat', aliasName: 'live', version: '1', versions: ['1'] },
        }),
  };
}

const judging = (change: Partial<Judging> = {}): Judging => ({
  ...{ functionName: 'chat', type: 'minor', subject: SUBJECT, gates: [], attestations: [], facts: undefined, at: 2000 },
  bytes: { is: 'not-comparable', because: 'Nothing is deployed yet.' },
  policy: { schema: 1, requirements: [{ kind: 'evidence', checks: ['unit'] }] },
  ...change,
});

const ci: AskedGate = {
  name: 'ci',
  kind: 'ci-evidence',
  phase: 'before-traffic',
  deadlineSeconds: 1,
  attested: ['scan'],
} as const;

describe('a preflight, of releases that get in each other’s way,', () => {
  const alone = (more: Partial<ReleaseFacts>) => ({
    ...facts(judging({ policy: { schema: 1, requirements: [{ kind: 'alone', with: ['shop-*'] }] } })),
    ...more,
  });
  const other = releaseIn({ id: 'd-2', functionName: 'shop-cart', openedAt: 1000 });

  it('names the one that is under way', () => {
    const [finding, ...more] = policyFindings(alone({ underWay: [other] }));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'conflicting-release', severity: 'stops' });
    expect(finding?.what).toMatch(/^`policy-alone`: Release d-2 of shop-cart .* is gating since /);
  });

  it.each<[string, readonly (typeof other)[] | undefined]>([
    ['nothing is under way', []],
    ['something else is', [{ ...other, functionName: 'chat' }]],
    ['nobody looked', undefined],
  ])('finds nothing where %s', (_, underWay) => {
    expect(policyFindings(alone(underWay ? { underWay } : {}))).toEqual([]);
  });
});

describe('a preflight, of what is to be attested,', () => {
  it.each<[string, ReleaseFacts, readonly string[]]>([
    ['knows nothing of a release without a platform', facts(undefined), []],
    ['finds what the policy lacks', facts(judging()), ['stops policy-unmet']],
    ['finds it at the first deploy too', facts(judging(), 'nothing'), ['stops policy-unmet']],
    ['finds nothing where nothing is released', facts(judging(), 'V2'), []],
    ['finds nothing where all is there', facts(judging({ attestations: [attestation('unit')] })), []],
    [
      'finds what a gate lacks',
      facts(judging({ gates: [ci], attestations: [attestation('unit')] })),
      ['stops policy-unmet'],
    ],
    [
      'notes what a shadow lacks',
      facts(judging({ gates: [{ ...ci, mode: 'shadow' }], attestations: [attestation('unit')] })),
      ['notes policy-unmet'],
    ],
    ['says that nobody can read the policy', facts({ problem: 'It is no JSON.' }), ['stops policy-unreadable']],
  ])('%s', (_, given, expected) => {
    expect(policyFindings(given).map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });

  it('says which gate lacks what', () => {
    expect(policyFindings(facts(judging()))[0]?.what).toMatch(/^`policy-evidence`: Nobody attested `unit` of subject/);
  });
});
