import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Catalogue } from './catalogue';
import { type Title, titleSchema } from './title';

/** The catalogue in a DynamoDB table with one item for each title, under its `id`. */
export class DynamoDbCatalogue implements Catalogue {
  private titles: Promise<readonly Title[]> | undefined;

  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  /** Scans the table once and remembers it for as long as this object lives. */
  all(): Promise<readonly Title[]> {
    this.titles ??= this.scan().catch((error: unknown) => {
      // Without this, one failed scan would fail every later request of the execution environment.
      this.titles = undefined;
      throw error;
    });
    return this.titles;
  }

  async find(id: string): Promise<Title | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.tableName, Key: { id } }));
    return Item && this.parse(Item);
  }

  private async scan(): Promise<readonly Title[]> {
    const titles: Title[] = [];
    for await (const { Items = [] } of paginateScan({ client: this.client }, { TableName: this.tableName })) {
      titles.push(...Items.map((item) => this.parse(item)));
    }
    // A scan comes in the order of hashed keys, which nobody should see in an answer.
    return titles.sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  private parse(item: Readonly<Record<string, unknown>>): Title {
    const { success, output, issues } = v.safeParse(titleSchema, item);
    if (success) return output;
    const faults = issues.map((issue) => `${v.getDotPath(issue) ?? 'item'}: ${issue.message}`).join('; ');
    throw new Error(`Item ${JSON.stringify(item.id)} of table ${this.tableName} is not a title. Correct ${faults}`);
  }
}
