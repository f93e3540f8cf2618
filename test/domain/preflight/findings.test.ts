import cases from '../../cases/preflight/findings.json';
import { isStopped } from '../../../lib/domain/preflight/finding';
import { plannedReleases } from '../../../lib/domain/preflight/planned-release';
import { preflightFindings } from '../../../lib/domain/preflight/preflight-findings';
import type { ReleaseFacts } from '../../../lib/domain/preflight/release-facts';
import type { Template } from '../../../lib/domain/preflight/template';
import { openRelease } from '../../../lib/domain/release/release';

interface Given {
  readonly alarms?: ReleaseFacts['alarms'];
  readonly ignoresMissingAlarms?: boolean;
  readonly versionId?: string;
  readonly serving?: object;
  readonly deployments?: ReleaseFacts['deployments'];
  readonly open?: readonly string[];
  readonly status?: string;
  readonly noStack?: boolean;
  readonly platform?: object;
  readonly schema?: number;
  readonly policy?: string;
  readonly foreseen?: readonly string[];
  readonly calendar?: ReleaseFacts['calendar'];
}

/** What the CDK writes of a function under release. */
function template({
  versionId = 'V2',
  schema = 1,
  policy = 'little',
  foreseen,
  ignoresMissingAlarms = false,
}: Given): Template {
  const manifest = JSON.stringify({ schema, releaseRoleArn: 'ROLE', ...(foreseen ? { foreseen } : {}) }).split('ROLE');
  const Resources = {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: policy } },
    Other: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Elsewhere' }], PolicyDocument: policy } },
    Group: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        AlarmConfiguration: {
          Enabled: true,
          IgnorePollAlarmFailure: ignoresMissingAlarms,
          Alarms: [{ Name: { Ref: 'Errors' } }, { Name: 'p99' }],
        },
      },
    },
    Errors: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Dimensions: [{ Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': [versionId, 'Version'] } }] },
    },
    Manifest: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: { 'Fn::Join': ['', ['/sluice/main/releases/', { Ref: 'Group' }]] },
        Value: { 'Fn::Join': ['', [manifest[0], { 'Fn::GetAtt': ['ReleaseRole', 'Arn'] }, manifest[1]]] },
      },
    },
    Alias: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Fn' },
        FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] },
        Name: 'live',
      },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          DeploymentGroupName: { Ref: 'Group' },
          BeforeAllowTrafficHook: 'CodeDeployHook_sluice-main-before-traffic',
        },
      },
    },
  };
  return { Parameters: {}, Resources: Resources };
}

function facts(given: Given): ReleaseFacts {
  const next = template(given);
  const [release] = plannedReleases(next);
  const opened = { functionName: 'chat', aliasName: 'live', blue: '6', green: '7', deploymentGroup: 'g', openedAt: 0 };
  const { version = '7', ...serving } = { versions: ['$LATEST', '6', '7'], ...given.serving } as {
    version?: string | null;
    versions: string[];
  };
  return {
    stackName: 'Service',
    next,
    release: release!,
    ...(given.noStack
      ? {}
      : {
          stack: {
            status: given.status ?? 'UPDATE_COMPLETE',
            deployed: template({ versionId: 'V1' }),
            physicalIds: { V1: 'arn:aws:lambda:eu-west-1:111122223333:function:chat:7', Errors: 'green-errors' },
          },
          serving: { functionName: 'chat', aliasName: 'live', ...(version === null ? {} : { version }), ...serving },
        }),
    platform: {
      name: 'main',
      read: ['/sluice/main/a', '/sluice/main/b'],
      missing: [],
      manifestSchema: 1,
      ...given.platform,
    },
    alarms: given.alarms ?? [],
    deployments: given.deployments ?? [],
    ...(given.calendar ? { calendar: given.calendar } : {}),
    open: (given.open ?? []).map((id) => ({ ...openRelease({ id, ...opened }), state: 'shifting' as const })),
  };
}

describe('a preflight finds', () => {
  it.each(cases as unknown as { name: string; given: Given; expected: string[]; says?: string }[])(
    '$name',
    ({ given, expected, says = '' }) => {
      const findings = preflightFindings(facts(given));
      expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
      expect(isStopped(findings)).toBe(expected.some((one) => one.startsWith('stops')));
      expect(JSON.stringify(findings)).toContain(says);
      for (const { severity, mend } of findings) expect(severity === 'notes' || (mend ?? '') !== '').toBe(true);
    },
  );
});

describe('a release is read from its template', () => {
  it('with its platform, its group, its alarms and its manifest', () => {
    expect(plannedReleases(template({ foreseen: ['So.'] }))).toEqual([
      {
        aliasId: 'Alias',
        functionId: 'Fn',
        versionId: 'V2',
        groupId: 'Group',
        platformName: 'main',
        alarms: [{ id: 'Errors' }, { name: 'p99' }],
        ignoresMissingAlarms: false,
        manifest: { schema: 1, foreseen: ['So.'] },
      },
    ]);
  });
});
