import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { LambdaAliases } from '../../lib/adapters/lambda-aliases';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { requiredEnvironment } from '../required-environment';
import { openFirstRelease } from './open-first-release';
import { openWithManifest } from './open-with-manifest';
import type { OpenedFirst } from '../../lib/flow/open-first-release';
import type { Opened } from '../../lib/flow/open-release';

const retries = { maxAttempts: 6 };
const ports = {
  platformName: requiredEnvironment('PLATFORM_NAME'),
  deployments: new CodeDeployDeployments(new CodeDeployClient(retries)),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(retries), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  parameters: new SsmParameters(new SSMClient(retries)),
  aliases: new LambdaAliases(new LambdaClient(retries)),
};

/** The first step of a gate run, of a deployment or of a first release. */
export async function handler(request: unknown): Promise<Opened | OpenedFirst> {
  const isFirst = typeof request === 'object' && request !== null && 'firstRelease' in request;
  return isFirst ? openFirstRelease(request, ports) : openWithManifest(request, ports);
}
