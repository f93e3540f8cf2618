import { DynamoDb } from '../../../lib/rehearsal/dynamodb/dynamodb';
import { tableResources } from '../../../lib/rehearsal/dynamodb/table-resources';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { type WireRequest } from '../../../lib/rehearsal/kernel/wire';

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
export function account(objects: Readonly<Record<string, string>> = {}) {
  const dynamoDb = new DynamoDb(new Simulation(0));
  const providers = tableResources(
    dynamoDb,
    place('111122223333', 'eu-west-1'),
    (bucket, key) => objects[`${bucket}/${key}`],
  );
  return {
    dynamoDb,
    provider: (type: 'Table' | 'GlobalTable') => providers.find((one) => one.type === `AWS::DynamoDB::${type}`)!,
    /** One operation as a handler's SDK sends it. */
    send: async (operation: string, input: object) => {
      const request: WireRequest = {
        method: 'POST',
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20260105T090000Z',
          authorization:
            'AWS4-HMAC-SHA256 Credential=ASIAGATE/20260105/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
        },
        body: Buffer.from(JSON.stringify(input)),
      };
      const { status, body } = await dynamoDb.wire(request, caller);
      return { status, output: JSON.parse(body) as unknown };
    },
  };
}
