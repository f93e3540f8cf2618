import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbCatalogue } from './dynamodb-catalogue';

const tableName = process.env.CATALOGUE_TABLE;
if (!tableName) {
  throw new Error('The environment variable CATALOGUE_TABLE is missing. Set it to the name of the catalogue table.');
}

/** The catalogue of the deployed service, made once for each execution environment. */
export const deployedCatalogue = new DynamoDbCatalogue(
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 })),
  tableName,
);
