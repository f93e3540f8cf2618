import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { SnsOutcomes } from '../../lib/adapters/sns-outcomes';
import { firstReleaseChecks } from '../first-release-checks';
import { requiredEnvironment } from '../required-environment';
import { answerFirstRelease } from './answer-first-release';

const ports = {
  ...firstReleaseChecks(),
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 6 }), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  outcomes: new SnsOutcomes(new SNSClient(), requiredEnvironment('OUTCOMES_TOPIC_ARN')),
  now: () => Date.now(),
};

/** The last step of the gate run of a first release; the same code is its last resort, as a function of its own. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  await answerFirstRelease(event, { ...ports, remainingMs: () => context.getRemainingTimeInMillis() });
}
