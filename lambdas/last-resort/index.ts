import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { requiredEnvironment } from '../required-environment';
import { answerFailed } from './answer-failed';

const retries = { maxAttempts: 6 };
const ports = {
  deployments: new CodeDeployDeployments(new CodeDeployClient(retries)),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(retries), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  now: () => Date.now(),
};

/** Whatever is left when a gate run, or the hook that starts it, broke. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  await answerFailed(event, { ...ports, remainingMs: () => context.getRemainingTimeInMillis() });
}
