import { account, context, globalTable, keyed } from './account';

const objects = {
  'assets/seed.jsonl': '{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}\n\n{"Item":{"id":{"S":"b"},"n":{"N":"2"}}}\n',
};
const { dynamoDb, provider, send } = account(objects);

const importFrom = (S3KeyPrefix: string) => ({
  ImportSourceSpecification: {
    InputFormat: 'DYNAMODB_JSON',
    S3BucketSource: { S3Bucket: 'assets', S3KeyPrefix },
  },
});

describe.each([
  ['Table', keyed],
  ['GlobalTable', globalTable],
] as const)('an AWS::DynamoDB::%s', (type, properties) => {
  it('is there, empty, until it is removed', async () => {
    const physical = await provider(type).create(properties, context);
    expect(physical).toMatchObject({
      id: 'Chat-Table-1',
      attributes: { Arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Chat-Table-1' },
    });
    await expect(dynamoDb.items('Chat-Table-1')).resolves.toEqual([]);
    await provider(type).remove(physical, properties, context);
    await expect(dynamoDb.items('Chat-Table-1')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('is queried by its indexes', async () => {
    const TableName = `${type}-indexed`;
    const indexed = {
      ...properties,
      TableName,
      AttributeDefinitions: [...properties.AttributeDefinitions, { AttributeName: 'colour', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-colour',
          KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    };
    await provider(type).create(indexed, context);
    await send('PutItem', { TableName, Item: { id: { S: 'a' }, colour: { S: 'green' } } });
    const query = {
      TableName,
      IndexName: 'by-colour',
      KeyConditionExpression: 'colour = :c',
      ExpressionAttributeValues: { ':c': { S: 'green' } },
    };
    await expect(send('Query', query)).resolves.toMatchObject({ output: { Items: [{ id: { S: 'a' } }] } });
  });

  it('fails where the name is taken', async () => {
    const named = { ...properties, TableName: `${type}-twice` };
    await provider(type).create(named, context);
    await expect(provider(type).create(named, context)).rejects.toMatchObject({
      code: 'AlreadyExists',
      message: `Resource of type 'AWS::DynamoDB::${type}' with identifier '${type}-twice' already exists.`,
    });
  });

  it('changes settings that no query sees in place', async () => {
    const physical = { id: 'Chat-Table-1', attributes: {} };
    const next = { ...properties, SSESpecification: { SSEEnabled: true } };
    await expect(provider(type).update({ physical, previous: properties, next }, context)).resolves.toEqual(physical);
  });

  it('stops by name at a change of its indexes', async () => {
    const physical = { id: 'Chat-Table-1', attributes: {} };
    const index = { IndexName: 'i', KeySchema: keyed.KeySchema, Projection: { ProjectionType: 'ALL' } };
    const next = { ...properties, GlobalSecondaryIndexes: [index] };
    await expect(provider(type).update({ physical, previous: properties, next }, context)).rejects.toThrow(
      'Changing the indexes of a table in place is not emulated. Met in chat.json, Table.',
    );
  });

  it.each([
    ['name', { TableName: 'other' }],
    ['keys', { KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] }],
  ])('is replaced by a change of its %s', async (_, change) => {
    const update = {
      physical: { id: 'Chat-Table-1', attributes: {} },
      previous: properties,
      next: { ...properties, ...change },
    };
    await expect(provider(type).update(update, context)).resolves.toBe('replace');
  });

  it.each([
    ['provisioned capacity', { BillingMode: 'PROVISIONED' }, 'BillingMode'],
    ['a stream', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, 'StreamSpecification'],
    ['a local index', { LocalSecondaryIndexes: [] }, 'LocalSecondaryIndexes'],
  ])('stops by name at %s', async (_, change, property) => {
    await expect(provider(type).create({ ...properties, ...change }, context)).rejects.toThrow(
      `Property ${property} of AWS::DynamoDB::${type}`,
    );
  });
});

describe('a global table', () => {
  it('has one replica', async () => {
    const Replicas = [{ Region: 'eu-west-1' }, { Region: 'us-east-1' }];
    await expect(provider('GlobalTable').create({ ...globalTable, Replicas }, context)).rejects.toThrow(
      'Property Replicas of AWS::DynamoDB::GlobalTable',
    );
  });
});

describe('a table that is imported', () => {
  it('holds the lines of its source', async () => {
    const imported = { ...keyed, TableName: 'imported', ...importFrom('seed.jsonl') };
    await provider('Table').create(imported, context);
    await expect(dynamoDb.items('imported')).resolves.toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ]);
  });

  it('fails where its source is missing', async () => {
    const imported = { ...keyed, TableName: 'lost', ...importFrom('nobody.jsonl') };
    await expect(provider('Table').create(imported, context)).rejects.toMatchObject({
      code: 'NoSuchKey',
      message: 'The import source assets/nobody.jsonl does not exist.',
    });
  });

  it('is replaced by another source', async () => {
    const change = {
      physical: { id: 'imported', attributes: {} },
      previous: { ...keyed, ...importFrom('seed.jsonl') },
      next: { ...keyed, ...importFrom('other.jsonl') },
    };
    await expect(provider('Table').update(change, context)).resolves.toBe('replace');
  });

  it('stops by name at another format', async () => {
    const { ImportSourceSpecification: source } = importFrom('seed.jsonl');
    const imported = { ...keyed, ImportSourceSpecification: { ...source, InputFormat: 'CSV' } };
    await expect(provider('Table').create(imported, context)).rejects.toThrow(
      'Property ImportSourceSpecification.InputFormat of AWS::DynamoDB::Table with the value "CSV"',
    );
  });
});
