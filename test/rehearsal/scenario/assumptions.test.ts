import * as v from 'valibot';
import { Account } from '../../../lib/rehearsal/account/account';
import { CLOUDFORMATION_DEFAULTS } from '../../../lib/rehearsal/cloudformation/cloudformation-options';
import { CLOUDWATCH_DEFAULTS } from '../../../lib/rehearsal/cloudwatch/cloudwatch-options';
import { CODEDEPLOY_DEFAULTS } from '../../../lib/rehearsal/codedeploy/codedeploy-options';
import { LAMBDA_DEFAULTS } from '../../../lib/rehearsal/lambda/lambda-options';
import { assumptionsSchema } from '../../../lib/rehearsal/scenario/assumptions-schema';
import { STEP_FUNCTIONS_DEFAULTS } from '../../../lib/rehearsal/stepfunctions/step-functions-options';
import { EMPTY_ACCOUNT } from '../account/account-settings';
import { deployStack } from '../account/quiet-account';

const error = { code: 'OTHER', message: 'Other.' };

/** Every assumption that a scenario may make, each another one than the rehearsal's own. */
const OTHERS = {
  codeDeploy: {
    alarmPoll: '30s',
    mostAlarms: 50,
    startDelay: '3s',
    rollbackDelay: '3s',
    rollbackDuration: '3s',
    linearTrailingWait: true,
    linearRemainder: 'with-last-step',
    rollbackConfiguration: 'of-group',
    eventsWithoutHookListed: false,
    alarmsDuringAfterAllowTraffic: false,
    insufficientDataStops: true,
    hookErrorFails: true,
    hookTimeoutError: error,
    manualStopError: error,
  },
  cloudWatch: {
    publicationDelay: '2m',
    highResolutionDelay: '20s',
    evaluationRangeExtra: 3,
    dynamoDbAlwaysIgnoresMissing: true,
    percentileRank: 'refused',
    setStateFallsBackAfter: '1s',
  },
  cloudFormation: {
    resourceOperation: '2s',
    codeDeployPoll: '30s',
    aliasUpdatePolicyFrom: 'previous',
    updatePolicyAlone: 'change',
  },
  lambda: { coldStart: '1s', accountConcurrency: 10 },
  dynamoDb: { timeToLiveDelay: '1h' },
  stepFunctions: { transition: '1ms', missingPathError: 'States.ParameterPathFailure' },
} as const;

const DEFAULTS = {
  codeDeploy: CODEDEPLOY_DEFAULTS,
  cloudWatch: CLOUDWATCH_DEFAULTS,
  cloudFormation: CLOUDFORMATION_DEFAULTS,
  lambda: LAMBDA_DEFAULTS,
  dynamoDb: { timeToLiveDelayMs: 172_800_000 },
  stepFunctions: STEP_FUNCTIONS_DEFAULTS,
};

const choices = Object.entries(OTHERS).flatMap(([service, options]) =>
  Object.entries(options).map(([option, value]) => ({ service, option, value: value as unknown })),
);

const alarm = (metric: object) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    Statistic: 'Sum',
    Threshold: 0,
    ...metric,
  },
});
const ALARMS = {
  Resources: {
    OfTable: alarm({ Namespace: 'AWS/DynamoDB', MetricName: 'SystemErrors', Period: 60 }),
    Quick: alarm({ Namespace: 'Ours', MetricName: 'Errors', Period: 10 }),
  },
};

const RANK = {
  MetricDataQueries: [
    { Id: 'm1', MetricStat: { Metric: { Namespace: 'Ours', MetricName: 'Times' }, Period: 60, Stat: 'PR(:300)' } },
  ],
  StartTime: 0,
  EndTime: 60,
};

/** What an account says of itself once it has alarms, a table with a time to live, and was asked for a percentile rank. */
async function saidWith(assumptions: object): Promise<readonly string[]> {
  const account = new Account({ ...EMPTY_ACCOUNT, assumptions: v.parse(assumptionsSchema, assumptions) });
  account.dynamoDb.setTimeToLive('sessions', { AttributeName: 'expires', Enabled: true });
  expect(await deployStack(account, 'Alarms', ALARMS)).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  // It is asked for, whether it is refused or not.
  await Promise.allSettled([account.cloudWatch.api('GetMetricData', RANK, { roleArn: 'a role' })]);
  const set = { AlarmName: account.cloudWatch.alarms()[0]?.name, StateValue: 'ALARM', StateReason: 'test' };
  await account.cloudWatch.api('SetAlarmState', set, { roleArn: 'a role' });
  const said = account.assumptions();
  await account.close();
  return said;
}

describe('the assumptions of a scenario', () => {
  it('are all that a service lets anyone choose', () => {
    const { codeDeploy, cloudWatch, cloudFormation, lambda, dynamoDb, stepFunctions } = v.parse(
      assumptionsSchema,
      OTHERS,
    );
    const chosen = { codeDeploy, cloudWatch, cloudFormation, lambda, dynamoDb, stepFunctions };
    const names = (services: object) =>
      Object.entries(services).map(([service, options]) => [service, Object.keys(options as object).sort()]);
    expect(names(chosen)).toEqual(names(DEFAULTS));
    expect(Object.keys(assumptionsSchema.entries).sort()).toEqual(Object.keys(DEFAULTS).sort());
  });

  it.each(choices)('reach the account, which says so: $service $option', async ({ service, option, value }) => {
    const [byDefault, otherwise] = [await saidWith({}), await saidWith({ [service]: { [option]: value } })];
    expect(otherwise.filter((sentence) => !byDefault.includes(sentence))).toHaveLength(1);
  });
});
