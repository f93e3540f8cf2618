import { DynamoDbLocal } from '../../bench/dynamodb-local/dynamodb-local';
import { sendTo } from './dynamodb-local';
import { answerLine, type Answer, type Send } from './answer';
import { EmulatedDynamoDb } from './emulated-dynamodb';
import { evenOut } from './even-out';
import type { Request } from './request';
import { TABLE, TABLE_DEFINITION } from './requests';

/** What the two answered to one request. */
export interface Answered {
  readonly request: Request;
  readonly ours: string;
  readonly local: string;
}

/** The rehearsal's DynamoDB and DynamoDB Local, which are asked the same. */
export class TwoDynamoDbs {
  private sequence = 0;

  private readonly local: { readonly send: Send };

  private constructor(
    private readonly ours: EmulatedDynamoDb,
    private readonly java: DynamoDbLocal,
  ) {
    this.local = { send: sendTo(java.url) };
  }

  static async start(folder: string): Promise<TwoDynamoDbs> {
    const two = new TwoDynamoDbs(new EmulatedDynamoDb(), await DynamoDbLocal.start(folder));
    await Promise.all([two.ours.createTable(TABLE_DEFINITION), two.local.send('CreateTable', TABLE_DEFINITION)]);
    return two;
  }

  stop(): void {
    this.java.stop();
  }

  /** Empties both tables. Tokens of transactions outlive that, so each beginning has tokens of its own. */
  async begin(): Promise<void> {
    this.sequence += 1;
    await Promise.all([empty(this.ours.send), empty(this.local.send)]);
  }

  /** Asks both, page by page where there are more pages, and answers as soon as they differ. */
  async ask(request: Request): Promise<Answered> {
    const input = this.withOwnToken(request.input);
    for (let from: object = {}; ;) {
      const paged = { ...input, ...from };
      const [ours, local] = await Promise.all([
        this.ours.send(request.operation, paged),
        this.local.send(request.operation, paged),
      ]);
      const answered = {
        request: { operation: request.operation, input: paged },
        ours: answerLine(evenOut(request, ours)),
        local: answerLine(evenOut(request, local)),
      };
      const last = lastKeyOf(ours);
      if (last !== undefined && lastKeyOf(local) === undefined) {
        const rest = await this.ours.send(request.operation, { ...input, ExclusiveStartKey: last });
        return { ...answered, ours: answerLine(evenOut(request, joined(ours, rest))) };
      }
      if (answered.ours !== answered.local || last === undefined) return answered;
      from = { ExclusiveStartKey: last };
    }
  }

  private withOwnToken(input: Request['input']): Request['input'] {
    const { ClientRequestToken: token } = input;
    return typeof token === 'string' ? { ...input, ClientRequestToken: `${token}-${this.sequence}` } : input;
  }
}

/** A page as it is where the one after it is empty, and otherwise something that no page is. */
function joined(page: Answer, next: Answer): Answer {
  if (page.kind === 'error' || next.kind === 'error' || next.output.Count !== 0) return next;
  const output = { ...page.output };
  delete output.LastEvaluatedKey;
  return { kind: 'output', output };
}

function lastKeyOf(answer: Answer): unknown {
  return answer.kind === 'output' ? answer.output.LastEvaluatedKey : undefined;
}

async function empty(send: Send): Promise<void> {
  const answer = await send('Scan', { TableName: TABLE, ProjectionExpression: 'pk, sk' });
  if (answer.kind === 'error') throw new Error(`The table cannot be read: ${answerLine(answer)}`);
  const { Items } = answer.output as { readonly Items: readonly object[] };
  if (Items.length === 0) return;
  await send('BatchWriteItem', { RequestItems: { [TABLE]: Items.map((Key) => ({ DeleteRequest: { Key } })) } });
}
