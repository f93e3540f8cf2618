import { createHash } from 'node:crypto';
import { ApiError } from '../kernel/api-error';
import type { Execute, Item } from './marshalled';
import { parseTransactGet, parseTransactWrite } from './transaction-input';
import { transactWrite } from './transact-write';

/** DynamoDB API Reference, TransactWriteItems: for how long a client request token is known. */
const TOKEN_LIFE_MS = 10 * 60_000;

/** DynamoDB's transactions, on top of its operations on single items. */
export class Transactions {
  private readonly tokens = new Map<string, { readonly request: string; readonly at: number }>();

  constructor(
    private readonly execute: Execute,
    private readonly now: () => number,
  ) {}

  async write(input: Readonly<Record<string, unknown>>, where: string): Promise<object> {
    const { writes, token } = parseTransactWrite(input, where);
    const request = createHash('sha256').update(JSON.stringify(input.TransactItems)).digest('hex');
    const known = token === undefined ? undefined : this.tokens.get(token);
    if (known && this.now() - known.at < TOKEN_LIFE_MS) {
      if (known.request === request) return {};
      throw new ApiError(
        'IdempotentParameterMismatchException',
        'Idempotent parameters do not match: this client request token was used for another transaction.',
      );
    }
    await transactWrite(this.execute, writes);
    if (token !== undefined) this.tokens.set(token, { request, at: this.now() });
    return {};
  }

  async get(input: unknown, where: string): Promise<object> {
    const responses: object[] = [];
    for (const get of parseTransactGet(input, where)) {
      const { Item } = await this.execute<{ readonly Item?: Item }>('GetItem', { ...get, ConsistentRead: true });
      responses.push(Item ? { Item } : {});
    }
    return { Responses: responses };
  }
}
