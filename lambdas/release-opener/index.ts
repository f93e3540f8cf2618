import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { requiredEnvironment } from '../required-environment';
import { openWithManifest, type Opened } from './open-with-manifest';

const retries = { maxAttempts: 6 };
const ports = {
  platformName: requiredEnvironment('PLATFORM_NAME'),
  deployments: new CodeDeployDeployments(new CodeDeployClient(retries)),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(retries), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  parameters: new SsmParameters(new SSMClient(retries)),
};

/** The first step of a gate run. */
export async function handler(request: unknown): Promise<Opened> {
  return openWithManifest(request, ports);
}
