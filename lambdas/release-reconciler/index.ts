import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { requiredEnvironment } from '../required-environment';
import { reconcileReleases } from './reconcile-releases';

const ports = {
  application: requiredEnvironment('APPLICATION'),
  deployments: new CodeDeployDeployments(new CodeDeployClient({ maxAttempts: 6 })),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  outcomes: new SnsOutcomes(new SNSClient(), requiredEnvironment('OUTCOMES_TOPIC_ARN')),
  now: () => Date.now(),
};

/** EventBridge's schedules. */
export async function handler(request: unknown): Promise<void> {
  await reconcileReleases(request, ports);
}
