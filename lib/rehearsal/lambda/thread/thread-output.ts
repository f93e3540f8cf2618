import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { StringDecoder } from 'node:string_decoder';
import { asInLambda } from './as-in-lambda';

type Told = (error?: Error | null, ...values: unknown[]) => void;

/**
 * Has what a handler writes to its standard output and standard error become lines of its log, at once and in the order in
 * which it is written. Nothing of it reaches the output of the rehearsal itself.
 *
 * @returns logs what is left without an end of line
 */
export function installThreadOutput(log: (line: string) => void): () => void {
  const outputs = [new Lines(log), new Lines(log)] as const;
  [process.stdout, process.stderr].forEach((stream, index) => {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      outputs[index]?.write(chunk, rest.find((value) => typeof value === 'string') as BufferEncoding | undefined);
      const told = rest.find((value) => typeof value === 'function') as Told | undefined;
      if (told) process.nextTick(told, null);
      return true;
    };
  });
  catchDescriptors((descriptor) => outputs[descriptor - 1]);
  return () => {
    for (const output of outputs) output.flush();
  };
}

/** Loggers for speed write to the descriptor of the output, which in a thread is the one of the whole process. */
function catchDescriptors(outputOf: (descriptor: number) => Lines | undefined): void {
  const write = fs.write.bind(fs) as (...args: unknown[]) => void;
  const writeSync = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
  fs.writeSync = (descriptor: number, data: string | NodeJS.ArrayBufferView, ...rest: unknown[]) =>
    outputOf(descriptor)?.write(...part(data, rest)) ?? writeSync(descriptor, data, ...rest);
  const caught = (descriptor: number, data: string | NodeJS.ArrayBufferView, ...rest: unknown[]) => {
    const output = outputOf(descriptor);
    if (!output) {
      write(descriptor, data, ...rest);
      return;
    }
    const told = rest.find((value) => typeof value === 'function') as Told | undefined;
    const written = output.write(...part(data, rest));
    if (told) process.nextTick(told, null, written, data);
  };
  fs.write = Object.assign(caught, { __promisify__: fs.write.__promisify__ });
  syncBuiltinESMExports();
}

/** What is written by `(data, offset, length)` of bytes, and by `(text, position, encoding)`. */
function part(
  data: string | NodeJS.ArrayBufferView,
  rest: readonly unknown[],
): [string | Uint8Array, BufferEncoding | undefined] {
  if (typeof data === 'string') return [data, rest.find((value) => typeof value === 'string') as BufferEncoding];
  const [offset, length] = rest.map((value) => (typeof value === 'number' ? value : undefined));
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [bytes.subarray(offset ?? 0, length === undefined ? undefined : (offset ?? 0) + length), undefined];
}

/** What is written to one output, taken apart into lines. */
class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly log: (line: string) => void) {}

  /** @returns how many bytes these are */
  write(chunk: string | Uint8Array, encoding?: BufferEncoding): number {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    const lines = (this.rest + this.decoder.write(bytes)).split('\n');
    this.rest = lines.pop() ?? '';
    // CloudWatch Logs API Reference, InputLogEvent: a message has one character at least.
    for (const line of lines) if (line !== '') this.log(asInLambda(line));
    return bytes.length;
  }

  flush(): void {
    if (this.rest !== '') this.log(asInLambda(this.rest));
    this.rest = '';
  }
}
