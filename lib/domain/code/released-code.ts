import * as v from 'valibot';
import { sha256Schema } from '../text/sha256';

const text = v.pipe(v.string(), v.nonEmpty());

/** The S3 object that a package was published as. */
export const codeObjectSchema = v.strictObject({ bucket: text, key: text, version: v.optional(text) });

export type CodeObject = v.InferOutput<typeof codeObjectSchema>;

/** What a release is made of, as its template names it: an S3 object, code that stands in the template, or an image. */
export const releasedCodeSchema = v.union([
  codeObjectSchema,
  /** The SHA-256 of the text in UTF-8; null where it holds what is known only once deployed. */
  v.strictObject({ inline: v.nullable(sha256Schema) }),
  v.strictObject({ image: text }),
]);

export type ReleasedCode = v.InferOutput<typeof releasedCodeSchema>;

/** Such as `s3://assets/3f2a….zip`. */
export function codeObjectText({ bucket, key, version }: CodeObject): string {
  return `s3://${bucket}/${key}${version === undefined ? '' : ` (version ${version})`}`;
}
