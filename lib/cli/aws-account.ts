import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAttestations } from '../adapters/dynamodb-attestations';
import { CloudFormationStacks } from '../adapters/cloudformation-stacks';
import { CloudWatchAlarmStates } from '../adapters/cloudwatch-alarm-states';
import { CloudFormationUpdates } from '../adapters/cloudformation-updates';
import { CloudWatchAlarms } from '../adapters/cloudwatch-alarms';
import { CodeDeployInFlight } from '../adapters/codedeploy-in-flight';
import { CodeDeployGroups } from '../adapters/codedeploy-groups';
import { CodeDeployHistory } from '../adapters/codedeploy-history';
import { CodeDeployRollbacks } from '../adapters/codedeploy-rollbacks';
import { DynamoDbFigures } from '../adapters/dynamodb-figures';
import { DynamoDbFacts } from '../adapters/dynamodb-facts';
import { DynamoDbLedger } from '../adapters/dynamodb-ledger';
import { DynamoDbReleases } from '../adapters/dynamodb-releases';
import { DynamoDbSpentGlasses } from '../adapters/dynamodb-spent-glasses';
import { DynamoDbUnpacked } from '../adapters/dynamodb-unpacked';
import { KmsSignatures } from '../adapters/kms-signatures';
import { LambdaAliases } from '../adapters/lambda-aliases';
import { LambdaAttester } from '../adapters/lambda-attester';
import { LambdaPublishedVersions } from '../adapters/lambda-published-versions';
import { LambdaSettings } from '../adapters/lambda-settings';
import { S3CalendarFiles } from '../adapters/s3-calendar-files';
import { S3Templates } from '../adapters/s3-templates';
import { signedIdentity } from '../adapters/signed-identity';
import { SsmChangeCalendars } from '../adapters/ssm-change-calendars';
import { SsmPublished } from '../adapters/ssm-published';
import type { Ledger } from '../domain/release/ledger';

/** What a command can look at, and keep, in an account and region. */
export interface AwsAccount {
  readonly stacks: CloudFormationStacks;
  readonly stackUpdates: CloudFormationUpdates;
  readonly templates: S3Templates;
  readonly alarms: CloudWatchAlarms;
  readonly aliases: LambdaAliases;
  readonly deployments: CodeDeployInFlight;
  readonly parameters: SsmPublished;
  readonly changeCalendars: SsmChangeCalendars;
  readonly calendarFiles: S3CalendarFiles;
  readonly signatures: KmsSignatures;
  releases(tableName: string): DynamoDbReleases;
  /** What of a ledger says which releases are under way; by queries alone. */
  ledger(tableName: string): Pick<Ledger, 'unsettled' | 'read'>;
  facts(tableName: string): DynamoDbFacts;
  figures(tableName: string): DynamoDbFigures;
  attestations(tableName: string): DynamoDbAttestations;
  spentGlasses(tableName: string): DynamoDbSpentGlasses;
  unpacked(tableName: string): DynamoDbUnpacked;
  readonly versions: LambdaPublishedVersions;
  readonly settings: LambdaSettings;
  readonly attester: LambdaAttester;
  /** A proof of who runs this, for one claim. @param at milliseconds since the epoch */
  identity(claim: string, at: number): Promise<string>;
  readonly history: CodeDeployHistory;
  readonly rollbacks: CodeDeployRollbacks;
  readonly groups: CodeDeployGroups;
  readonly alarmStates: CloudWatchAlarmStates;
}

/**
 * @param region where it is not the one of the environment or the profile
 * @param profile where it is not by the default chain that one signs in
 */
export function awsAccount(region?: string, profile?: string): AwsAccount {
  const settings = {
    maxAttempts: 4,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const deploy = new CodeDeployClient(settings);
  const watch = new CloudWatchClient(settings);
  const lambda = new LambdaClient(settings);
  const cloudFormation = new CloudFormationClient(settings);
  const s3 = new S3Client(settings);
  const ssm = new SSMClient(settings);
  const sts = new STSClient(settings);
  return {
    stacks: new CloudFormationStacks(cloudFormation),
    stackUpdates: new CloudFormationUpdates(cloudFormation),
    templates: new S3Templates(s3),
    alarms: new CloudWatchAlarms(watch),
    alarmStates: new CloudWatchAlarmStates(watch),
    rollbacks: new CodeDeployRollbacks(deploy),
    groups: new CodeDeployGroups(deploy),
    aliases: new LambdaAliases(lambda),
    deployments: new CodeDeployInFlight(deploy),
    parameters: new SsmPublished(ssm),
    changeCalendars: new SsmChangeCalendars(ssm),
    calendarFiles: new S3CalendarFiles(s3),
    signatures: new KmsSignatures(new KMSClient(settings)),
    releases: (tableName) => new DynamoDbReleases(documents, tableName),
    ledger: (tableName) => ({
      unsettled: () => new DynamoDbLedger(documents, tableName).unsettled(),
      read: (id) => new DynamoDbReleases(documents, tableName).release(id),
    }),
    facts: (tableName) => new DynamoDbFacts(documents, tableName),
    figures: (tableName) => new DynamoDbFigures(documents, tableName),
    history: new CodeDeployHistory(deploy),
    spentGlasses: (tableName) => new DynamoDbSpentGlasses(documents, tableName),
    unpacked: (tableName) => new DynamoDbUnpacked(documents, tableName),
    versions: new LambdaPublishedVersions(lambda),
    settings: new LambdaSettings(lambda),
    attestations: (tableName) => new DynamoDbAttestations(documents, tableName),
    attester: new LambdaAttester(lambda),
    identity: (claim, at) => signedIdentity(sts, claim, at),
  };
}
