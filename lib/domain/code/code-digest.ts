import * as v from 'valibot';

/**
 * What code is, whatever it is packed in, by the names of the in-toto DigestSet: `dirHash` of an unpacked package, and
 * `sha256` of code that stands in the template, and of an image.
 */
export const codeDigestSchema = v.pipe(
  v.string(),
  v.regex(/^(dirHash|sha256):[0-9a-f]{64}$/, 'must be dirHash: or sha256: with 64 hexadecimal digits'),
);

/** Such as `dirHash:3f2a…`. */
export type CodeDigest = v.InferOutput<typeof codeDigestSchema>;

/** A digest as the end of a sentence has it, such as `dirHash:3f2a90c1`. */
export function shortDigest(digest: CodeDigest): string {
  const [algorithm = '', hex = ''] = digest.split(':');
  return `${algorithm}:${hex.slice(0, 12)}`;
}

/** By which digest an image is named, such as `…/shop@sha256:3f2a…`; undefined where it is named by a tag, which may move. */
export function imageDigest(image: string): CodeDigest | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
}
