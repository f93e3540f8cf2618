import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { requiredEnvironment } from '../required-environment';
import { judgeRelease } from './judge-release';

const client = new DynamoDBClient({ maxAttempts: 6 });
const ports = {
  ledger: new DynamoDbLedger(
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    requiredEnvironment('LEDGER_TABLE'),
  ),
  now: () => Date.now(),
};

/** The step of a gate run after its gates were asked. */
export async function handler(request: unknown): Promise<{ readonly status: 'Succeeded' | 'Failed' }> {
  return judgeRelease(request, ports);
}
