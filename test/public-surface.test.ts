import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rehearsal from 'sluice/rehearsal';
import * as metrics from 'sluice/metrics';
import * as constructs from 'sluice';
import ts from 'typescript';
import manifest from '../package.json';

const SURFACES = {
  sluice: {
    index: 'lib/constructs/index.ts',
    loaded: constructs,
    values: [
      'Calendar',
      'Channel',
      'ChannelSecret',
      'Factor',
      'Gate',
      'GatedRelease',
      'Gates',
      'GreenAlarms',
      'Judge',
      'OpenHours',
      'Percent',
      'PercentagePoints',
      'Probe',
      'QualitySuite',
      'Rate',
      'ReleasePlatform',
      'Requirement',
      'Rule',
      'Suite',
      'TrafficPlan',
    ],
    types: [
      'AboveBlueProps',
      'AdoptionRequirementProps',
      'AloneRequirementProps',
      'ApprovalsGateProps',
      'ApprovalsRequirementProps',
      'BedrockJudgeProps',
      'CalendarProps',
      'ChannelRouting',
      'ChecklistGateProps',
      'CiEvidenceGateProps',
      'CommonChannelProps',
      'CommonGateProps',
      'CommonRequirementProps',
      'ContractGateProps',
      'ErrorRateGateProps',
      'EventProbeProps',
      'EvidenceRequirementProps',
      'ExpectationProps',
      'FailureRatioGateProps',
      'FileCalendarProps',
      'FreezeGateProps',
      'FreezeRequirementProps',
      'FunctionGateProps',
      'FunctionJudgeProps',
      'GatedReleaseProps',
      'GatesRequirementProps',
      'GreenAlarmsProps',
      'HealthGateProps',
      'HttpProbeProps',
      'IReleasePlatform',
      'InFlightGateProps',
      'IntegrationGateProps',
      'JudgePrice',
      'LatencyGateProps',
      'LoadRequest',
      'ManagedSecretProps',
      'ModelJudgeProps',
      'NamedPlatformProps',
      'OfTypesProps',
      'OfficeHoursProps',
      'OpenAiJudgeProps',
      'PagerDutyChannelProps',
      'ParameterSecretProps',
      'Prices',
      'QualityGateProps',
      'ReleaseAlarmProps',
      'ReleasePlatformProps',
      'ReleaseTypeProps',
      'ReleaseTypesProps',
      'RetryInconclusiveProps',
      'SlackChannelProps',
      'SlackMentionProps',
      'SlackWebhookProps',
      'StandardGatesProps',
      'SteppedTrafficProps',
      'SyntheticLoadGateProps',
      'TeamsChannelProps',
      'TeamsPerson',
      'ThrottlingGateProps',
      'TopicChannelProps',
      'WebhookChannelProps',
      'WeeklyHoursProps',
    ],
  },
  'sluice/metrics': {
    index: 'lib/metrics/index.ts',
    loaded: metrics,
    values: ['releaseMetrics'],
    types: ['AnyHandler'],
  },
  'sluice/rehearsal': {
    index: 'lib/rehearsal/index.ts',
    loaded: rehearsal,
    values: [
      'AssemblyError',
      'NotEmulated',
      'ScenarioError',
      'TemplateError',
      'UnknownName',
      'emulatedFeatures',
      'hostLackOf',
      'makePlan',
      'parseScenario',
      'parseTrafficRequests',
      'rehearse',
      'scenarioSchema',
      'trafficRequestsSchema',
    ],
    types: [
      'Command',
      'CommandExpectation',
      'CommandResult',
      'DescribedMember',
      'EmulatedFeatures',
      'FailedInvocation',
      'FailedStack',
      'HowFar',
      'ObservedDeployment',
      'OnProgress',
      'OutsideCall',
      'PlanOptions',
      'RehearsalPlan',
      'RehearsalResult',
      'RehearsalStep',
      'ReleaseObservation',
      'ReleaseOutcome',
      'RequestCount',
      'ResourceTypeFeatures',
      'Scenario',
      'ScenarioExpectation',
      'ScenarioPlan',
      'SentMessage',
      'ServiceFeatures',
      'StackObservation',
      'TimelineEntry',
      'TrafficRequest',
      'Unshifted',
    ],
  },
};

describe('what users import', () => {
  it.each(Object.entries(SURFACES))('from %s is these values', (_, { loaded, values }) => {
    expect(Object.keys(loaded).sort()).toEqual(values);
  });

  it.each(Object.entries(SURFACES))('from %s is these types', (_, { index, types }) => {
    expect(exportedTypes(index).sort()).toEqual(types);
  });

  it('has an entry in the package for each of them, and for nothing else but the package’s own data', () => {
    expect(Object.keys(manifest.exports).map((path) => path.replace(/^\./, 'sluice'))).toEqual([
      ...Object.keys(SURFACES),
      'sluice/package.json',
    ]);
  });
});

/** The types that a file exports by name. Values are seen when it is loaded; an `export *` would hide what it exports. */
function exportedTypes(file: string): string[] {
  const text = readFileSync(join(__dirname, '..', file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) {
      throw new Error(`${file} must export by name only: ${text.slice(statement.pos, statement.end).trim()}`);
    }
    const { isTypeOnly, exportClause } = statement;
    return exportClause.elements.filter((one) => isTypeOnly || one.isTypeOnly).map(({ name }) => name.text);
  });
}
