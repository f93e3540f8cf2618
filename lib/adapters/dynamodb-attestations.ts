import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { paginateQuery, TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { attestationOf, statementOf, type Attestation } from '../domain/attestation/attestation';
import type { Attestations } from '../domain/attestation/attestations';
import {
  attestationItemSchema,
  attestationKey,
  attestedKey,
  ITEM_SCHEMA,
  usedProofKey,
} from '../domain/release/ledger-items';

/** Attestations in the ledger's table, as in-toto statements: a partition for each subject, one item for each. */
export class DynamoDbAttestations implements Attestations {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  /** @throws Error where an item is none: what cannot be read may be what stops the release */
  async of(subject: string): Promise<readonly Attestation[]> {
    const found: Attestation[] = [];
    const query = {
      TableName: this.tableName,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': attestedKey(subject) },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: this.client }, query)) {
      for (const item of Items) {
        const attestation = attestationOf(v.parse(attestationItemSchema, item).statement);
        if (attestation.subject === subject) found.push(attestation);
      }
    }
    return found;
  }

  async keep(attestation: Attestation): Promise<boolean> {
    const put = (Item: Readonly<Record<string, unknown>>) => ({
      Put: {
        TableName: this.tableName,
        Item: { ...Item, schema: ITEM_SCHEMA },
        ConditionExpression: 'attribute_not_exists(PK)',
      },
    });
    const TransactItems = [
      put({ ...attestationKey(attestation), statement: statementOf(attestation) }),
      put({ ...usedProofKey(attestation.proof), at: attestation.at }),
    ];
    try {
      await this.client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      const isUsed =
        error instanceof TransactionCanceledException &&
        (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');
      if (isUsed) return false;
      throw error;
    }
  }
}
