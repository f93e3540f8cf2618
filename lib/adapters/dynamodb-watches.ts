import { GetCommand, TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { lostRace } from './lost-race';
import { ITEM_SCHEMA, looksKey, watchKey } from '../domain/release/ledger-items';
import type { LookRecord, Watches } from '../domain/shift/watches';
import { watchStateTextSchema, type WatchState } from '../domain/shift/watch-state';

const itemSchema = v.object({ state: watchStateTextSchema });

/** What the watches of releases know, beside the releases in the ledger's table. */
export class DynamoDbWatches implements Watches {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async read(releaseId: string): Promise<WatchState | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: watchKey(releaseId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : v.parse(itemSchema, Item).state;
  }

  /** The state, which names the look it follows, and the look are one write, so that neither is without the other. */
  async keep(releaseId: string, state: WatchState, look: LookRecord): Promise<boolean> {
    const isFirst = state.looks === 1;
    try {
      await this.client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName: this.tableName,
                Item: { ...watchKey(releaseId), schema: ITEM_SCHEMA, looks: state.looks, state: JSON.stringify(state) },
                ConditionExpression: isFirst ? 'attribute_not_exists(PK)' : '#looks = :before',
                ...(isFirst
                  ? {}
                  : {
                      ExpressionAttributeNames: { '#looks': 'looks' },
                      ExpressionAttributeValues: { ':before': state.looks - 1 },
                    }),
              },
            },
            {
              Update: {
                TableName: this.tableName,
                Key: looksKey(releaseId, state.looks),
                UpdateExpression: 'SET #taken = list_append(if_not_exists(#taken, :none), :look), #schema = :schema',
                ExpressionAttributeNames: { '#taken': 'taken', '#schema': 'schema' },
                ExpressionAttributeValues: { ':none': [], ':look': [look], ':schema': ITEM_SCHEMA },
              },
            },
          ],
        }),
      );
      return true;
    } catch (error) {
      if (lostRace(error)) return false;
      throw error;
    }
  }
}
