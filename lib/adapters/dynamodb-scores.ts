import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import {
  bookedCallSchema,
  epochSchema,
  keptScoreSchema,
  type BookedCall,
  type JudgeEpoch,
  type KeptScore,
  type ScoreStore,
} from '../domain/judge/score-store';

/** Scores that nothing was compared with for so long are let go: the versions are, too. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

const scoreItemSchema = v.object({ SK: v.string(), score: keptScoreSchema });
const callItemSchema = v.object({ call: bookedCallSchema });
const epochItemSchema = v.object({ epoch: epochSchema });

/**
 * The scores in their DynamoDB table: a shelf is a partition, and a score one item of it. `expiresAt` is the table's
 * time to live.
 */
export class DynamoDbScores implements ScoreStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
    /** Milliseconds since the epoch. */
    private readonly now: () => number,
  ) {}

  async scores(shelf: string): Promise<ReadonlyMap<string, KeptScore>> {
    const items = await this.query(`SHELF#${shelf}`);
    return new Map(
      items.map((item) => {
        const { SK: name, score } = v.parse(scoreItemSchema, item);
        return [name, score];
      }),
    );
  }

  async keep(shelf: string, name: string, score: KeptScore): Promise<KeptScore> {
    const key = { PK: `SHELF#${shelf}`, SK: name };
    if (await this.putNew({ ...key, score })) return score;
    const kept = await this.client.send(new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true }));
    return v.parse(scoreItemSchema, kept.Item).score;
  }

  async epoch(judge: string): Promise<JudgeEpoch | undefined> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: 'PK = :pk',
        ExpressionAttributeValues: { ':pk': epochsOf(judge) },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return items[0] && v.parse(epochItemSchema, items[0]).epoch;
  }

  async beginEpoch(judge: string, epoch: JudgeEpoch): Promise<JudgeEpoch> {
    const key = { PK: epochsOf(judge), SK: String(epoch.number).padStart(8, '0') };
    if (await this.putNew({ ...key, epoch })) return epoch;
    return (await this.epoch(judge)) ?? epoch;
  }

  async calls(account: string): Promise<readonly BookedCall[]> {
    return (await this.query(`CALLS#${account}`)).map((item) => v.parse(callItemSchema, item).call);
  }

  async book(account: string, name: string, call: BookedCall): Promise<void> {
    await this.client.send(
      new PutCommand({
        TableName: this.tableName,
        Item: { PK: `CALLS#${account}`, SK: name, call, expiresAt: this.expiresAt() },
      }),
    );
  }

  /** Whether there was no such item yet. */
  private async putNew(item: Readonly<Record<string, unknown>>): Promise<boolean> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: { ...item, expiresAt: this.expiresAt() },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  private async query(partition: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const items: Readonly<Record<string, unknown>>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': partition },
          // What an asking before this one has paid for must be seen.
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      items.push(...Items);
      from = LastEvaluatedKey;
    } while (from);
    return items;
  }

  /** In whole seconds, as DynamoDB's time to live has it. */
  private expiresAt(): number {
    return Math.floor(this.now() / 1000) + KEPT_SECONDS;
  }
}

function epochsOf(judge: string): string {
  return `EPOCHS#${judge}`;
}
