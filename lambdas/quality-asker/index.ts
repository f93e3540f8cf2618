import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbScores } from '../../lib/adapters/dynamodb-scores';
import { requiredEnvironment } from '../required-environment';
import { askQuality, type AskedQuality } from './ask-quality';

const now = () => Date.now();
const retries = { maxAttempts: 6 };
const client = DynamoDBDocumentClient.from(new DynamoDBClient(retries), {
  marshallOptions: { removeUndefinedValues: true },
});
const ports = {
  sts: new STSClient(retries),
  scores: new DynamoDbScores(client, requiredEnvironment('SCORES_TABLE'), now),
  now,
  random: () => Math.random(),
  wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

/** The step of a gate run that is taken for each quality gate, as often as it takes. */
export async function handler(request: unknown): Promise<AskedQuality> {
  return askQuality(request, ports);
}
