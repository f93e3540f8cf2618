import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { DueNotice, Ledger } from '../domain/release/ledger';
import { openRelease, type GateRecord, type NewRelease, type Release } from '../domain/release/release';
import { followingEvent, openingEvent, type LedgerEvent } from '../domain/release/ledger-event';
import type { ReleaseEvent } from '../domain/release/release-event';
import { canonicalSha256 } from './canonical-json';
import { DynamoDbReleases } from './dynamodb-releases';
import { lostRace } from './lost-race';
import {
  eventItemSchema,
  eventKey,
  gateKey,
  ITEM_SCHEMA,
  messageKey,
  monthKey,
  releaseItemSchema,
  releaseKey,
  serviceKey,
  UNSETTLED,
  UNSETTLED_INDEX,
  unsentKey,
  unsettledItemSchema,
  unsettledKey,
} from '../domain/release/ledger-items';

/** How often somebody who opens a release tries again, where others that do stood in the way. */
const OPEN_ATTEMPTS = 10;

/** The ledger in its DynamoDB table. Two writers cannot both win: each change names the revision it follows. */
export class DynamoDbLedger implements Ledger {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async open(known: NewRelease, manifest?: string): Promise<Release> {
    const opened = openRelease(known);
    const event = openingEvent(opened, manifest, canonicalSha256);
    const release = { ...opened, head: canonicalSha256(event) };
    const item = {
      ...releaseKey(known.id),
      ...serviceKey(release),
      ...monthKey(release),
      ...unsettledKey(release),
      schema: ITEM_SCHEMA,
      release,
    };
    for (let attempt = 0; ; attempt++) {
      const isNew = await this.write([
        {
          Put: {
            TableName: this.tableName,
            Item: manifest === undefined ? item : { ...item, manifest },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
        this.eventPut(event),
      ]);
      if (isNew) return release;
      const kept = await this.read(known.id);
      if (kept) return kept;
      // Of several that open it at once, each may have stood in the way of the others.
      if (attempt === OPEN_ATTEMPTS)
        throw new Error(`Release ${known.id} could not be opened: others were opening it.`);
    }
  }

  async read(id: string): Promise<Release | undefined> {
    return (await this.item(id))?.release;
  }

  async manifest(id: string): Promise<string | undefined> {
    return (await this.item(id))?.manifest;
  }

  /** The state, the event that made it, and whether it is among the unsettled are one write: none is without the others. */
  async replace(next: Release, by: ReleaseEvent, notices: readonly DueNotice[] = []): Promise<Release | undefined> {
    const event = followingEvent(next, by, canonicalSha256);
    const release = { ...next, head: canonicalSha256(event) };
    const unsettled = unsettledKey(next);
    const isKept = await this.write([
      {
        Update: {
          TableName: this.tableName,
          Key: releaseKey(next.id),
          UpdateExpression: unsettled
            ? 'SET #release = :next, #schema = :schema, UnsettledPK = :unsettledPK, UnsettledSK = :unsettledSK'
            : 'SET #release = :next, #schema = :schema REMOVE UnsettledPK, UnsettledSK',
          ConditionExpression: '#release.#revision = :before',
          ExpressionAttributeNames: { '#release': 'release', '#revision': 'revision', '#schema': 'schema' },
          ExpressionAttributeValues: {
            ':next': release,
            ':schema': ITEM_SCHEMA,
            ':before': next.revision - 1,
            ...(unsettled && { ':unsettledPK': unsettled.UnsettledPK, ':unsettledSK': unsettled.UnsettledSK }),
          },
        },
      },
      this.eventPut(event),
      ...notices.map((notice) => this.noticePut(release, notice)),
    ]);
    return isKept ? release : undefined;
  }

  /** A release that was kept before events were has the times that it says itself. */
  async lastEventAt({ id, revision, decidedAt, openedAt }: Release): Promise<number> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: eventKey(id, revision), ConsistentRead: true }),
    );
    return Item === undefined ? (decidedAt ?? openedAt) : v.parse(eventItemSchema, Item).event.at;
  }

  /** One page: that is thousands. */
  async unsettled(): Promise<readonly string[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: UNSETTLED_INDEX,
        KeyConditionExpression: 'UnsettledPK = :pk',
        ExpressionAttributeValues: { ':pk': UNSETTLED },
      }),
    );
    return Items.map((item) => v.parse(unsettledItemSchema, item).UnsettledSK);
  }

  recordedGates(releaseId: string): Promise<readonly GateRecord[]> {
    return new DynamoDbReleases(this.client, this.tableName).gates(releaseId);
  }

  async recordGate(releaseId: string, gate: GateRecord): Promise<void> {
    await this.client.send(
      new PutCommand({
        TableName: this.tableName,
        Item: { ...gateKey(releaseId, gate.phase, gate.name), schema: ITEM_SCHEMA, gate },
      }),
    );
  }

  /** What is to be said, as of the event that is written with it. */
  private noticePut({ id, head }: Release, notice: DueNotice) {
    const message = { ...notice, head };
    const keys = { ...messageKey(id, notice.id), ...unsentKey(id, notice) };
    return { Put: { TableName: this.tableName, Item: { ...keys, schema: ITEM_SCHEMA, message } } };
  }

  private eventPut(event: LedgerEvent) {
    return {
      Put: {
        TableName: this.tableName,
        Item: { ...eventKey(event.releaseId, event.sequence), schema: ITEM_SCHEMA, event },
        ConditionExpression: 'attribute_not_exists(PK)',
      },
    };
  }

  /** Writes all or nothing; false where another writer was first. */
  private async write(items: TransactWriteCommandInput['TransactItems']): Promise<boolean> {
    try {
      await this.client.send(new TransactWriteCommand({ TransactItems: items }));
      return true;
    } catch (error) {
      if (lostRace(error)) return false;
      throw error;
    }
  }

  private async item(id: string) {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: releaseKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : v.parse(releaseItemSchema, Item);
  }
}
