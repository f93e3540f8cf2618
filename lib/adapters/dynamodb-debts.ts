import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { keptDebtSchema, type Debt, type KeptDebt } from '../domain/policy/debt';
import type { Debts } from '../domain/policy/debts';
import type { DueNotice } from '../domain/release/ledger';
import {
  debtKey,
  ITEM_SCHEMA,
  messageKey,
  OWED,
  owedBefore,
  owedKey,
  UNSETTLED_INDEX,
  unsentKey,
} from '../domain/release/ledger-items';
import { lostRace } from './lost-race';

/** What releases owe, in the ledger's table: an item of its release, which an index lists by when it is due until it is closed. */
export class DynamoDbDebts implements Debts {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async keep(releaseId: string, debt: Debt): Promise<void> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: {
            ...debtKey(releaseId, debt.dueAt),
            ...owedKey(releaseId, debt.dueAt),
            ...{ schema: ITEM_SCHEMA, releaseId, debt },
          },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** One page: that is thousands. The index is behind the table, so each is read again. */
  async due(before: number): Promise<readonly KeptDebt[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: UNSETTLED_INDEX,
        KeyConditionExpression: 'UnsettledPK = :owed AND UnsettledSK < :before',
        ExpressionAttributeValues: { ':owed': OWED, ':before': owedBefore(before) },
      }),
    );
    const debts = await Promise.all(Items.map((item) => this.open(v.parse(keySchema, item))));
    return debts.flat();
  }

  remind({ releaseId, debt }: KeptDebt, notice: DueNotice, at: number): Promise<boolean> {
    return this.write(
      {
        Key: debtKey(releaseId, debt.dueAt),
        UpdateExpression: 'SET remindedAt = :at',
        ConditionExpression: 'attribute_not_exists(remindedAt) AND attribute_not_exists(closedAt)',
        ExpressionAttributeValues: { ':at': at },
      },
      releaseId,
      notice,
    );
  }

  close({ releaseId, debt }: KeptDebt, at: number, notice?: DueNotice): Promise<boolean> {
    return this.write(
      {
        Key: debtKey(releaseId, debt.dueAt),
        UpdateExpression: 'SET closedAt = :at REMOVE UnsettledPK, UnsettledSK',
        ConditionExpression: 'attribute_not_exists(closedAt)',
        ExpressionAttributeValues: { ':at': at },
      },
      releaseId,
      notice,
    );
  }

  /** What becomes of it and what is said of that are one write; false where another writer was first. */
  private async write(update: DebtUpdate, releaseId: string, notice: DueNotice | undefined): Promise<boolean> {
    const said = notice && {
      Put: {
        TableName: this.tableName,
        Item: {
          ...messageKey(releaseId, notice.id),
          ...unsentKey(releaseId, notice),
          ...{ schema: ITEM_SCHEMA, message: notice },
        },
      },
    };
    try {
      const TransactItems = [{ Update: { TableName: this.tableName, ...update } }, ...(said ? [said] : [])];
      await this.client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (lostRace(error)) return false;
      throw error;
    }
  }

  private async open(key: v.InferOutput<typeof keySchema>): Promise<readonly KeptDebt[]> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true }),
    );
    const { closedAt, ...kept } = v.parse(debtItemSchema, Item);
    return closedAt === undefined ? [kept] : [];
  }
}

interface DebtUpdate {
  readonly Key: Readonly<Record<string, string>>;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, number>>;
}

const keySchema = v.object({ PK: v.string(), SK: v.string() });

const debtItemSchema = v.object({ ...keptDebtSchema.entries, closedAt: v.optional(v.number()) });
