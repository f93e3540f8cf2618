import {
  attestFunctionName,
  firstReleaseFunctionName,
  GATE_FILE_SCHEMA,
  isPlatformParameter,
  MANIFEST_SCHEMA,
  manifestParameterName,
  METRIC_NAMESPACE,
  PLATFORM_PARAMETERS,
  platformParameterName,
  platformPath,
  REGRESSION_METRIC,
  RELEASED_BY_TAG,
  releaseRolePath,
  stateMachineLogGroupName,
  SUBJECT_METADATA,
  UNDERSTOOD_MANIFESTS,
} from '../../../lib/domain/release/platform-names';

describe('what a platform publishes', () => {
  it('lies under the name of the platform, as manifests do', () => {
    expect(platformParameterName('main', 'ledgerTable')).toBe('/sluice/main/ledger-table');
    expect(manifestParameterName('main', 'chat-live')).toBe('/sluice/main/releases/chat-live');
  });

  it.each([
    ['/sluice/main/ledger-table', true],
    ['/sluice/main/ledger-tables', false],
    ['/sluice/main/codedeploy-application', false],
    ['/sluice/main/releases/ledger-table', false],
    ['/team/sluice/main/ledger-table', false],
    ['/sluice//ledger-table', false],
    ['ledger-table', false],
    ['/sluice/main', false],
    ['/sluice/main/ledger-table/more', false],
  ])('is known by its whole name: %s', (name, expected) => {
    expect(isPlatformParameter(name, 'ledgerTable')).toBe(expected);
  });
});

// Platforms, releases and commands of other versions look for these names: one that changes is not found any more.
describe('the names by which platforms and releases find each other', () => {
  it('of parameters are these', () => {
    expect(PLATFORM_PARAMETERS).toEqual({
      ...{ application: 'codedeploy-application', groupRole: 'codedeploy-role-arn' },
      ...{ gateAskerRole: 'gate-asker-role-arn', openerRole: 'opener-role-arn' },
      ...{ qualityAskerRole: 'quality-asker-role-arn', watchRole: 'watch-role-arn' },
      ...{ ledgerTable: 'ledger-table', outcomeTopic: 'outcome-topic-arn', manifestSchema: 'manifest-schema' },
      ...{ firstRelease: 'first-release-function-arn', policy: 'policy', auditKey: 'audit-key-arn' },
    });
  });

  it.each([
    ['parameters', platformPath('main'), '/sluice/main/'],
    ['all manifests', manifestParameterName('main', '*'), '/sluice/main/releases/*'],
    ['roles of releases', releaseRolePath('main'), '/sluice/main/'],
    ['the function of first releases', firstReleaseFunctionName('main'), 'Sluice-main-first-release'],
    ['the function of attestations', attestFunctionName('main'), 'Sluice-main-attest'],
    [
      'the log groups of state machines',
      stateMachineLogGroupName('main-gate-run'),
      '/aws/vendedlogs/states/Sluice-main-gate-run',
    ],
    ['the tag of a released function', RELEASED_BY_TAG, 'sluice:platform'],
    ['the metadata of a template', SUBJECT_METADATA, 'sluice:subject'],
    ['metrics', METRIC_NAMESPACE, 'Sluice'],
    ['the metric of a regression', REGRESSION_METRIC, 'Regression'],
  ])('are these, of %s', (_, name, expected) => {
    expect(name).toBe(expected);
  });

  it('say which shapes of manifests and files of gates are understood', () => {
    expect([UNDERSTOOD_MANIFESTS, MANIFEST_SCHEMA, GATE_FILE_SCHEMA]).toEqual([[2, 3], 3, 1]);
  });
});
