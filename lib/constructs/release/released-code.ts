import { createHash } from 'node:crypto';
import { Lazy, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { CodeObject, ReleasedCode } from '../../domain/code/released-code';
import { writtenProperties } from './written-properties';

/** Code by the names that CloudFormation has for it. */
type CodeMembers = Readonly<
  Partial<Record<'S3Bucket' | 'S3Key' | 'S3ObjectVersion' | 'ZipFile' | 'ImageUri', unknown>>
>;

/**
 * What a function is made of, as its template names it; undefined where it names nothing. What is known only once deployed is a
 * token.
 *
 * @param preparing while a synth prepares, which looks for what refers to another stack: that is in the property as it was given
 */
export function releasedCode(fn: lambda.Function, preparing: boolean): ReleasedCode | undefined {
  const { S3Bucket, S3Key, S3ObjectVersion, ZipFile, ImageUri } = membersOf(fn, preparing);
  if (S3Bucket !== undefined && S3Key !== undefined)
    return {
      ...{ bucket: textOf(S3Bucket), key: textOf(S3Key) },
      ...(S3ObjectVersion === undefined ? {} : { version: textOf(S3ObjectVersion) }),
    };
  if (ZipFile !== undefined) return { inline: inlineSha256(ZipFile) };
  return ImageUri === undefined ? undefined : { image: textOf(ImageUri) };
}

/** The S3 object of a function's code, as tokens: the function may be changed until the synth. Undefined where it has none. */
export function codeObject(fn: lambda.Function): CodeObject | undefined {
  const known = membersOf(fn, true);
  if (known.S3Bucket === undefined || known.S3Key === undefined) return undefined;
  const member = (name: keyof CodeMembers) =>
    Lazy.uncachedString({ produce: ({ preparing }) => textOf(membersOf(fn, preparing)[name]) });
  return {
    ...{ bucket: member('S3Bucket'), key: member('S3Key') },
    ...(known.S3ObjectVersion === undefined ? {} : { version: member('S3ObjectVersion') }),
  };
}

function membersOf(fn: lambda.Function, preparing: boolean): CodeMembers {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const { code } = resource;
  if (!preparing || 'resolve' in code) return writtenProperties(resource).Code ?? {};
  const { s3Bucket, s3Key, s3ObjectVersion, zipFile, imageUri } = code;
  return { S3Bucket: s3Bucket, S3Key: s3Key, S3ObjectVersion: s3ObjectVersion, ZipFile: zipFile, ImageUri: imageUri };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : Token.asString(value);
}

/** A text that holds what is known only once deployed is written as an intrinsic, and is no text yet. */
function inlineSha256(text: unknown): string | null {
  return typeof text === 'string' && !Token.isUnresolved(text)
    ? createHash('sha256').update(text, 'utf8').digest('hex')
    : null;
}
