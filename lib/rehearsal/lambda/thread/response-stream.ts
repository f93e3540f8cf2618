import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** What Lambda's runtime knows a handler by that streams its answer. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Lambda Developer Guide, "Response streaming for Lambda functions": what is between the metadata and the answer. */
const BETWEEN = '\0'.repeat(8);

type Streaming = (event: unknown, stream: Writable, context: unknown) => unknown;

/** The global `awslambda`, which Lambda's runtime gives handlers that stream. */
export function installAwsLambda(): void {
  const awslambda = {
    streamifyResponse: (handler: object) => Object.assign(handler, { [STREAMING]: 'response' }),
    HttpResponseStream: {
      from: (stream: ResponseStream, metadata: unknown) => {
        stream.begin(`${JSON.stringify(metadata)}${BETWEEN}`);
        return stream;
      },
    },
  };
  Object.assign(globalThis, { awslambda });
}

/** A handler that streams its answer; undefined where it does not. */
export function streamingOf(handler: unknown): Streaming | undefined {
  const streams = typeof handler === 'function' && Reflect.get(handler, STREAMING) === 'response';
  return streams ? (handler as Streaming) : undefined;
}

/** Runs a handler that streams, until it is done and has ended its stream. What it wrote is the payload. */
export async function runStreaming(handler: Streaming, event: unknown, context: unknown): Promise<string> {
  const stream = new ResponseStream();
  const ended = finished(stream);
  // A stream that breaks is told where it is waited for.
  ended.catch(() => undefined);
  await handler(event, stream, context);
  await ended;
  return stream.written();
}

/** What such a handler writes its answer to. */
class ResponseStream extends Writable {
  private readonly chunks: Buffer[] = [];

  constructor() {
    super({
      write: (chunk: Buffer, _, done) => {
        this.chunks.push(chunk);
        done();
      },
    });
  }

  /** Puts the metadata of an HTTP answer before it. */
  begin(head: string): void {
    this.chunks.unshift(Buffer.from(head));
  }

  /** Of no use here: nobody is told the type of a payload. */
  setContentType(): void {
    return;
  }

  written(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}
