import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { CloudFormationStacks } from '../lib/adapters/cloudformation-stacks';
import { CloudWatchAlarmStates } from '../lib/adapters/cloudwatch-alarm-states';
import { CloudWatchMetrics } from '../lib/adapters/cloudwatch-metrics';
import { CodeDeployAlarmWatches } from '../lib/adapters/codedeploy-alarm-watches';
import { CodeDeployDeployments } from '../lib/adapters/codedeploy-deployments';
import { LambdaAliases } from '../lib/adapters/lambda-aliases';
import { LambdaPublishedVersions } from '../lib/adapters/lambda-published-versions';
import { S3CalendarFiles } from '../lib/adapters/s3-calendar-files';
import { SnsOutcomes } from '../lib/adapters/sns-outcomes';
import { SsmChangeCalendars } from '../lib/adapters/ssm-change-calendars';
import { SsmParameters } from '../lib/adapters/ssm-parameters';
import { StepFunctionsFirstReleaseRuns } from '../lib/adapters/stepfunctions-first-release-runs';
import { StepFunctionsGateRuns } from '../lib/adapters/stepfunctions-gate-runs';
import { requiredEnvironment } from './required-environment';
import { RETRIES } from './retries';

// What handlers reach AWS by, as their own role. Each makes what it needs once, as it is loaded; the rest is not in its bundle.

export const deployments = () => new CodeDeployDeployments(new CodeDeployClient(RETRIES));
export const alarmWatches = () => new CodeDeployAlarmWatches(new CodeDeployClient(RETRIES));
export const alarmStates = () => new CloudWatchAlarmStates(new CloudWatchClient(RETRIES));
export const metrics = () => new CloudWatchMetrics(new CloudWatchClient(RETRIES));
export const outcomes = () => new SnsOutcomes(new SNSClient(RETRIES), requiredEnvironment('OUTCOMES_TOPIC_ARN'));
export const changeCalendars = () => new SsmChangeCalendars(new SSMClient(RETRIES));
export const calendarFiles = () => new S3CalendarFiles(new S3Client(RETRIES));
export const parameters = () => new SsmParameters(new SSMClient(RETRIES));
export const aliases = () => new LambdaAliases(new LambdaClient(RETRIES));
export const publishedVersions = () => new LambdaPublishedVersions(new LambdaClient(RETRIES));
export const stacks = () => new CloudFormationStacks(new CloudFormationClient(RETRIES));
export const sts = () => new STSClient(RETRIES);
export const gateRuns = () => new StepFunctionsGateRuns(new SFNClient(RETRIES), requiredEnvironment('GATE_RUN_ARN'));
export const firstReleaseRuns = () =>
  new StepFunctionsFirstReleaseRuns(new SFNClient(RETRIES), requiredEnvironment('FIRST_RELEASE_RUN_ARN'));
