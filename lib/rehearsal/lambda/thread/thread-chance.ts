import crypto from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Makes the thread's chance repeatable: `Math.random` and the UUIDs and random bytes of `crypto` follow a seed that
 * is set anew for every invocation, so that an invocation draws the same numbers whatever ran before it. The number of the
 * process, which warnings of Node.js begin with, is always the same.
 */
export function installThreadChance(): (seed: string) => void {
  let generator = xoroshiro128plus(0);
  const bytes = (size: number): Buffer =>
    Buffer.from(Array.from({ length: size }, () => Math.floor(uniformFloat64(generator) * 256)));
  const uuid = (): ReturnType<typeof crypto.randomUUID> => {
    const hex = bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  Object.defineProperty(process, 'pid', { value: 8 });
  Math.random = () => uniformFloat64(generator);
  crypto.randomUUID = uuid;
  crypto.webcrypto.randomUUID = uuid;
  crypto.webcrypto.getRandomValues = ((array: NodeJS.ArrayBufferView) => {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).set(bytes(array.byteLength));
    return array;
  }) as typeof crypto.webcrypto.getRandomValues;
  crypto.randomBytes = ((size: number, callback?: (error: Error | null, buffer: Buffer) => void) => {
    const drawn = bytes(size);
    if (!callback) return drawn;
    process.nextTick(callback, null, drawn);
    return undefined;
  }) as typeof crypto.randomBytes;
  return (seed) => {
    generator = xoroshiro128plus(crypto.createHash('sha256').update(seed).digest().readInt32BE(0));
  };
}
