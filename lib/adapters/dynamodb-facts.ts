import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { factsItemSchema, factsKey, ITEM_SCHEMA } from '../domain/release/ledger-items';

/** The facts of commits in the ledger's table: one item for each subject, which the latest annotation has. */
export class DynamoDbFacts implements FactsLedger {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  /** What is there and cannot be read is none: a release does not stop because somebody wrote another shape. */
  async read(subject: string): Promise<CommitFacts | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: factsKey(subject), ConsistentRead: true }),
    );
    const { success, output } = v.safeParse(factsItemSchema, Item);
    return success ? output.facts : undefined;
  }

  async keep(subject: string, facts: CommitFacts): Promise<boolean> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: { ...factsKey(subject), schema: ITEM_SCHEMA, facts },
          ConditionExpression: 'attribute_not_exists(PK) OR #facts.#at <= :at',
          ExpressionAttributeNames: { '#facts': 'facts', '#at': 'annotatedAt' },
          ExpressionAttributeValues: { ':at': facts.annotatedAt },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
