import dynalite from 'dynalite';
import inject from 'light-my-request';
import { ApiError } from '../kernel/api-error';

/** What dynalite wants to see of a signed request; nobody checks the signature. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=account/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
  'x-amz-date': '20260101T000000Z',
};

/** Dynalite, an implementation of DynamoDB's API that keeps its tables in memory. Requests are handed to it, not sent. */
export class DynaliteTables {
  private readonly server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

  /** One operation. Takes real time. */
  async execute<T>(operation: string, input: unknown): Promise<T> {
    const answer = await inject((request, response) => this.server.emit('request', request, response), {
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        ...SIGNED,
      },
      payload: JSON.stringify(input),
    });
    const output = JSON.parse(answer.payload) as T & { readonly __type?: string; readonly message?: string };
    if (answer.statusCode === 200) return output;
    throw new ApiError(
      output.__type?.split('#').at(-1) ?? 'InternalServerError',
      output.message ?? '',
      answer.statusCode,
    );
  }
}
