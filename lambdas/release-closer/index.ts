import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { requiredEnvironment } from '../required-environment';
import { closeRelease } from './close-release';

const ports = {
  deployments: new CodeDeployDeployments(new CodeDeployClient()),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  outcomes: new SnsOutcomes(new SNSClient(), requiredEnvironment('OUTCOMES_TOPIC_ARN')),
  now: () => Date.now(),
};

/** EventBridge's rule on the ends of CodeDeploy's deployments. */
export async function handler(event: { readonly detail: { readonly deploymentId: string } }): Promise<void> {
  await closeRelease(event.detail.deploymentId, ports);
}
