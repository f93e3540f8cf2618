import { request as httpRequest, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import dynalite from 'dynalite';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Simulation } from '../kernel/simulation';
import type { ServiceApi, WireRequest, WireResponse } from '../kernel/wire';

interface ScanPage {
  readonly Items: readonly Parameters<typeof unmarshall>[0][];
  readonly LastEvaluatedKey?: unknown;
}

const OPERATIONS = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

/** DynamoDB by dynalite, an in-process implementation of its API; every query holds the virtual clock. */
export class DynamoDb {
  private readonly server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly simulation: Simulation) {}

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What handlers call: item operations. Tables are made by CloudFormation only. */
  readonly api: ServiceApi = (operation, input, caller) => {
    if (!OPERATIONS.has(operation)) throw new NotEmulated(`dynamodb:${operation}`, `a call by ${caller.roleArn}`);
    return this.call(operation, input);
  };

  /** One operation on behalf of the account itself. */
  async call<T>(operation: string, input: unknown): Promise<T> {
    const response = await this.forward({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=account/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
        'x-amz-date': '20260101T000000Z',
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const output = JSON.parse(response.body) as T & { readonly __type?: string; readonly message?: string };
    if (response.status !== 200) {
      throw new ApiError(
        output.__type?.split('#').at(-1) ?? 'InternalServerError',
        output.message ?? '',
        response.status,
      );
    }
    return output;
  }

  /** Makes a table and waits until it is active, as CloudFormation does: before that its indexes miss what is written. */
  async createTable(input: Readonly<Record<string, unknown>> & { readonly TableName: string }): Promise<void> {
    await this.call('CreateTable', input);
    for (;;) {
      const { TableName } = input;
      const { Table } = await this.call<{ Table: { TableStatus: string } }>('DescribeTable', { TableName });
      if (Table.TableStatus === 'ACTIVE') return;
    }
  }

  /** All items of a table, as plain values in the order of what they say. */
  async items(tableName: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const items: Readonly<Record<string, unknown>>[] = [];
    let from: object = {};
    do {
      const page: ScanPage = await this.call('Scan', { TableName: tableName, ...from });
      items.push(...page.Items.map((item) => unmarshall(item)));
      from = page.LastEvaluatedKey ? { ExclusiveStartKey: page.LastEvaluatedKey } : {};
    } while ('ExclusiveStartKey' in from);
    return items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }

  private forward(request: WireRequest): Promise<WireResponse> {
    return this.simulation.hold(
      new Promise((resolve, reject) => {
        const { port } = this.server.address() as AddressInfo;
        const { method, path, body } = request;
        const headers = { ...request.headers, host: `127.0.0.1:${port}`, 'content-length': String(body.length) };
        const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: this.agent }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            resolve({
              status: answer.statusCode ?? 500,
              headers: { 'content-type': 'application/x-amz-json-1.0' },
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    );
  }
}
