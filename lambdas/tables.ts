import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbLedger } from '../lib/adapters/dynamodb-ledger';
import { DynamoDbScores } from '../lib/adapters/dynamodb-scores';
import { requiredEnvironment } from './required-environment';
import { RETRIES } from './retries';

// The platform's tables. They are not among the other clients, as their package comes whole into whatever bundle names it.

export const ledger = () => new DynamoDbLedger(client(), requiredEnvironment('LEDGER_TABLE'));
export const scores = (now: () => number) => new DynamoDbScores(client(), requiredEnvironment('SCORES_TABLE'), now);

function client(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(RETRIES), { marshallOptions: { removeUndefinedValues: true } });
}
