import { DynamoDb, type DynamoDbPorts } from '../../../lib/rehearsal/dynamodb/dynamodb';
import type { DynamoDbOptions } from '../../../lib/rehearsal/dynamodb/dynamodb-options';
import { tableResources } from '../../../lib/rehearsal/dynamodb/table-resources';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { quietPorts } from './quiet-ports';

export const START = Date.UTC(2026, 0, 5, 9);
export const context = {
  stackName: 'Chat',
  logicalId: 'Table',
  where: 'chat.json, Table',
  generatedName: 'Chat-Table-1',
};
export const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

/** A table with one key and nothing else. */
export const keyed = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

export const globalTable = { ...keyed, Replicas: [{ Region: 'eu-west-1' }] };

/** A DynamoDB, and the objects that imports are read from. Opened and closed by the test. */
export function account(
  objects: Readonly<Record<string, string>> = {},
  options: DynamoDbOptions = {},
  ports: Partial<DynamoDbPorts> = {},
) {
  const simulation = new Simulation(START);
  const here = place('111122223333', 'eu-west-1');
  const dynamoDb = new DynamoDb(quietPorts(simulation, ports), { place: here, ...options });
  const providers = tableResources(dynamoDb, here, (bucket, key) => objects[`${bucket}/${key}`]);
  return {
    simulation,
    dynamoDb,
    provider: (type: 'Table' | 'GlobalTable') => providers.find((one) => one.type === `AWS::DynamoDB::${type}`)!,
    /** One operation as a handler calls it. */
    send: async (operation: string, input: Readonly<Record<string, unknown>>) => {
      try {
        return { status: 200, output: await dynamoDb.api(operation, input, caller) };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { status: error.statusCode, output: { __type: error.code, message: error.message, ...error.members } };
      }
    },
  };
}
