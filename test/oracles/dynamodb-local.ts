import type { Answer, Send } from './answer';

/** Sends requests to DynamoDB Local, as they are. */
export function sendTo(url: string): Send {
  return async (operation, input): Promise<Answer> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=oracle/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (answer.ok) return { kind: 'output', output: body };
    const { __type, message, Message, ...members } = body;
    return {
      kind: 'error',
      code: String(__type).replace(/^.*#/, ''),
      message: String(message ?? Message),
      members,
    };
  };
}
