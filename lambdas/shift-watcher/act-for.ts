import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { CloudWatchAlarmStates } from '../../lib/adapters/cloudwatch-alarm-states';
import { DynamoDbTables } from '../../lib/adapters/dynamodb-tables';
import { LambdaAliases } from '../../lib/adapters/lambda-aliases';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import type { Release } from '../../lib/domain/release/release';
import type { ReleaseHands } from '../../lib/flow/watch-ports';
import { RETRIES } from '../retries';

/** Takes a release's own role: by it the watch reaches what belongs to the squad, and nothing of another one. */
export async function actFor(sts: STSClient, release: Release, releaseRoleArn: string): Promise<ReleaseHands> {
  const credentials = await assumeReleaseRole(sts, releaseRoleArn, release);
  const asRelease = { ...RETRIES, credentials };
  const aliases = new LambdaAliases(new LambdaClient(asRelease));
  const { functionName, aliasName, green } = release;
  return {
    gates: (file) => readGateFile(new S3Client(asRelease), file),
    weight: () => aliases.weight(functionName, aliasName, green),
    timeoutSeconds: (version) => aliases.timeoutSeconds(functionName, version),
    // Most looks need none of these: a client is made where it is.
    indexes: (table) => new DynamoDbTables(new DynamoDBClient(asRelease)).indexes(table),
    alarm: (alarmName, since) => new CloudWatchAlarmStates(new CloudWatchClient(asRelease)).story(alarmName, since),
    ring: (alarmName, reason) => new CloudWatchAlarmStates(new CloudWatchClient(asRelease)).ring(alarmName, reason),
  };
}
