import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { sha256 } from '../app-spec';
import type { Revision } from '../deployment';

const text = v.strictObject({ content: v.optional(v.string()), sha256: v.optional(v.string()) });

/** `RevisionLocation`, as calls send it. */
export const revision = v.strictObject({
  revisionType: v.picklist(['String', 'AppSpecContent', 'S3', 'GitHub']),
  string: v.optional(text),
  appSpecContent: v.optional(text),
  s3Location: v.optional(v.unknown()),
  gitHubLocation: v.optional(v.unknown()),
});

/** A revision by its content, by its hash, or by both. */
export type SentRevision = Pick<Revision, 'revisionType'> & {
  readonly content?: string;
  readonly sha256: string;
};

/** Reads a revision: an AppSpec as text. A hash that is not the content's is refused. */
export function readRevision(sent: v.InferOutput<typeof revision>): SentRevision {
  const { revisionType } = sent;
  if (revisionType === 'S3' || revisionType === 'GitHub') {
    const fix = 'Send the AppSpec itself, with the revision type String or AppSpecContent.';
    throw new NotEmulated(`A revision of type ${revisionType}`, 'a call of codedeploy', fix);
  }
  const { content, sha256: hash } = (revisionType === 'String' ? sent.string : sent.appSpecContent) ?? {};
  const known = content === undefined ? hash : sha256(content);
  if (known === undefined) throw new ApiError('InvalidRevisionException', 'The revision has neither content nor hash.');
  if (hash !== undefined && hash !== known) {
    throw new ApiError('InvalidRevisionException', `The SHA-256 hash of the content is ${known}, not ${hash}.`);
  }
  return { revisionType, sha256: known, ...(content === undefined ? {} : { content }) };
}
