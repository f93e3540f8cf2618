import { OutsideError } from './outside-error';

/**
 * The bytes of an answer from outside, which may be as long as whoever answers likes. At the limit reading stops, and so
 * does the sending.
 *
 * @throws OutsideError where there are more
 */
export async function readBounded(chunks: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop destroys the stream.
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new OutsideError(`the answer has more than ${mostBytes} bytes`);
    read.push(chunk);
  }
  return Buffer.concat(read);
}
