import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import { provideResource, type PhysicalResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings, tags, templateBoolean } from '../kernel/template-values';
import type { DynamoDb } from './dynamodb';
import { attributeOf } from './time-to-live';

const keySchema = v.array(v.strictObject({ AttributeName: v.string(), KeyType: v.string() }));
const projection = v.strictObject({ ProjectionType: v.string(), NonKeyAttributes: v.optional(strings) });
const index = v.strictObject({ IndexName: v.string(), KeySchema: keySchema, Projection: projection });
const attributes = v.array(v.strictObject({ AttributeName: v.string(), AttributeType: v.string() }));
/** Settings that change how a table is kept or paid for, and nothing of what a query answers. */
const kept = v.optional(v.unknown());
const timeToLive = v.optional(v.strictObject({ AttributeName: v.optional(v.string()), Enabled: templateBoolean }));

interface TableShape {
  readonly AttributeDefinitions: v.InferOutput<typeof attributes>;
  readonly KeySchema: v.InferOutput<typeof keySchema>;
  readonly GlobalSecondaryIndexes?: v.InferOutput<typeof index>[] | undefined;
  readonly TimeToLiveSpecification?: v.InferOutput<typeof timeToLive>;
}

/** Where the lines of an import from S3 are read. */
type ReadObject = (bucket: string, key: string) => string | undefined;

/** `AWS::DynamoDB::GlobalTable` and `AWS::DynamoDB::Table`, on demand. */
export function tableResources(dynamoDb: DynamoDb, place: Place, read: ReadObject): readonly ResourceProvider[] {
  const create = async (name: string, given: TableShape) => {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = given;
    // Refused before the table is made.
    attributeOf(given.TimeToLiveSpecification);
    await dynamoDb.createTable({
      TableName: name,
      AttributeDefinitions,
      KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
    });
    dynamoDb.setTimeToLive(name, given.TimeToLiveSpecification);
    const arn = place.arn('dynamodb', `table/${name}`);
    return { id: name, attributes: { Arn: arn, TableId: name } } satisfies PhysicalResource;
  };
  const claim = ({ TableName }: { readonly TableName?: string | undefined }) =>
    claimName(TableName, (name) => dynamoDb.hasTable(name));
  const remove = async ({ id }: PhysicalResource) => {
    await dynamoDb.deleteTable(id);
  };
  /** Settings that no query sees may change in place; a change of the indexes is refused rather than half done. */
  const update = (physical: PhysicalResource, previous: TableShape, next: TableShape, where: string) => {
    if (JSON.stringify(previous.GlobalSecondaryIndexes) !== JSON.stringify(next.GlobalSecondaryIndexes)) {
      throw new NotEmulated('Changing the indexes of a table in place', where);
    }
    dynamoDb.setTimeToLive(physical.id, next.TimeToLiveSpecification);
    return physical;
  };
  return [
    provideResource({
      type: 'AWS::DynamoDB::GlobalTable',
      properties: {
        AttributeDefinitions: attributes,
        BillingMode: v.literal('PAY_PER_REQUEST'),
        GlobalSecondaryIndexes: v.optional(v.array(index)),
        KeySchema: keySchema,
        Replicas: v.pipe(
          v.array(
            v.strictObject({
              DeletionProtectionEnabled: v.optional(templateBoolean),
              GlobalSecondaryIndexes: kept,
              PointInTimeRecoverySpecification: kept,
              Region: v.string(),
              Tags: tags,
            }),
          ),
          v.length(1),
        ),
        SSESpecification: kept,
        TableName: v.optional(v.string()),
        TimeToLiveSpecification: timeToLive,
      },
      replacedBy: ['KeySchema', 'TableName'],
      claim,
      create: (given, { generatedName }) => create(given.TableName ?? generatedName, given),
      update: ({ physical, previous, next }, { where }) => update(physical, previous, next, where),
      remove,
    }),
    provideResource({
      type: 'AWS::DynamoDB::Table',
      properties: {
        AttributeDefinitions: attributes,
        BillingMode: v.literal('PAY_PER_REQUEST'),
        DeletionProtectionEnabled: kept,
        GlobalSecondaryIndexes: v.optional(v.array(index)),
        ImportSourceSpecification: v.optional(
          v.strictObject({
            InputCompressionType: v.optional(v.literal('NONE')),
            InputFormat: v.literal('DYNAMODB_JSON'),
            S3BucketSource: v.strictObject({ S3Bucket: v.string(), S3KeyPrefix: v.string() }),
          }),
        ),
        KeySchema: keySchema,
        PointInTimeRecoverySpecification: kept,
        SSESpecification: kept,
        TableName: v.optional(v.string()),
        Tags: tags,
        TimeToLiveSpecification: timeToLive,
      },
      replacedBy: ['ImportSourceSpecification', 'KeySchema', 'TableName'],
      claim,
      create: async (given, { generatedName }) => {
        const name = given.TableName ?? generatedName;
        const made = await create(name, given);
        const source = given.ImportSourceSpecification?.S3BucketSource;
        if (source) await importLines(dynamoDb, name, source, read);
        return made;
      },
      update: ({ physical, previous, next }, { where }) => update(physical, previous, next, where),
      remove,
    }),
  ];
}

/** Loads a new table from lines of DynamoDB JSON, as "DynamoDB data import from Amazon S3" does. */
async function importLines(
  dynamoDb: DynamoDb,
  table: string,
  { S3Bucket, S3KeyPrefix }: { readonly S3Bucket: string; readonly S3KeyPrefix: string },
  read: ReadObject,
): Promise<void> {
  const text = read(S3Bucket, S3KeyPrefix);
  if (text === undefined)
    throw new ApiError('NoSuchKey', `The import source ${S3Bucket}/${S3KeyPrefix} does not exist.`);
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const { Item } = JSON.parse(line) as { readonly Item: unknown };
    await dynamoDb.call('PutItem', { TableName: table, Item });
  }
}
