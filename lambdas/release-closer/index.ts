import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { parsed } from '../parsed';
import { requiredEnvironment } from '../required-environment';
import { closeRelease } from '../../lib/flow/close-release';

const ports = {
  deployments: new CodeDeployDeployments(new CodeDeployClient()),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  outcomes: new SnsOutcomes(new SNSClient(), requiredEnvironment('OUTCOMES_TOPIC_ARN')),
  now: () => Date.now(),
};

/** EventBridge's event of the end of a deployment of CodeDeploy's. */
const eventSchema = v.object({ detail: v.object({ deploymentId: v.pipe(v.string(), v.nonEmpty()) }) });

/** EventBridge's rule on the ends of CodeDeploy's deployments. */
export async function handler(event: unknown): Promise<void> {
  const { detail } = parsed("The event of a deployment's end", eventSchema, event);
  await closeRelease(detail.deploymentId, ports);
}
