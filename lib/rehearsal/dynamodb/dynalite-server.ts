import { request as httpRequest, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { ApiError } from '../kernel/api-error';

/** Dynalite, an in-process implementation of DynamoDB's API, reached over loopback. */
export class DynaliteServer {
  private readonly server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  private readonly agent = new Agent({ keepAlive: true });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** One operation. Takes real time. */
  async execute<T>(operation: string, input: unknown): Promise<T> {
    const { status, body } = await this.send(operation, Buffer.from(JSON.stringify(input)));
    const output = JSON.parse(body) as T & { readonly __type?: string; readonly message?: string };
    if (status === 200) return output;
    throw new ApiError(output.__type?.split('#').at(-1) ?? 'InternalServerError', output.message ?? '', status);
  }

  private send(operation: string, body: Buffer): Promise<{ readonly status: number; readonly body: string }> {
    return new Promise((resolve, reject) => {
      const { port } = this.server.address() as AddressInfo;
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=account/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
        'x-amz-date': '20260101T000000Z',
        host: `127.0.0.1:${port}`,
        'content-length': String(body.length),
      };
      const options = { host: '127.0.0.1', port, method: 'POST', path: '/', headers, agent: this.agent };
      const sent = httpRequest(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 500, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
