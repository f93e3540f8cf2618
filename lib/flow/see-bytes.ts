import { imageDigest, type CodeDigest } from '../domain/code/code-digest';
import type { CodeObjects, OpenCodeObjects, UnpackedDigests } from '../domain/code/code-objects';
import type { ReleasedBytes } from '../domain/code/released-bytes';
import { codeObjectText, type CodeObject } from '../domain/code/released-code';
import type { Manifest } from '../domain/release/manifest';
import type { PublishedVersions } from '../domain/release/published-version';
import type { Release } from '../domain/release/release';
import { inTime } from './in-time';

export interface BytesPorts {
  readonly published: Pick<PublishedVersions, 'code'>;
  readonly openCode: OpenCodeObjects;
  readonly unpacked: UnpackedDigests;
}

/** A package as large as Lambda takes one is read and unpacked well before; milliseconds of the opener's minute. */
const READ_MS = 40_000;

/**
 * Whether green has the bytes that the manifest names. What cannot be read is no pass; that the release's role cannot be
 * taken breaks the run, as a role that is seconds old may be known a little later.
 *
 * @param needsDigest whether it is asked what the code unpacks to
 */
export async function seeBytes(
  release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'green'>,
  { code, releaseRoleArn }: Pick<Manifest, 'code' | 'releaseRoleArn'>,
  needsDigest: boolean,
  ports: BytesPorts,
): Promise<ReleasedBytes> {
  if (code === undefined) return { is: 'not-named' };
  const { published, openCode } = ports;
  if ('bucket' in code) {
    const objects = await openCode(releaseRoleArn, release);
    return orUnreadable(codeObjectText(code), async () => {
      const green = await published.code(release.functionName, release.green);
      return objectBytes(green.sha256, code, { objects, needsDigest, unpacked: ports.unpacked });
    });
  }
  const named = 'image' in code ? `the image ${code.image}` : 'the code in the template';
  return orUnreadable(named, async () => {
    const { sha256, isImage } = await published.code(release.functionName, release.green);
    if (isImage !== 'image' in code)
      return { is: 'others', named, sha256, expected: isImage ? 'of no image' : 'of no archive' };
    if (!('image' in code)) return inlineBytes(code.inline);
    const digest = imageDigest(code.image);
    if (digest === undefined) return { is: 'not-comparable', because: MOVING_TAG, digest: `sha256:${sha256}` };
    return digest === `sha256:${sha256}`
      ? { is: 'as-named', named, sha256, digest }
      : { is: 'others', named, sha256, expected: digest };
  });
}

async function objectBytes(
  sha256: string,
  object: CodeObject,
  {
    objects,
    needsDigest,
    unpacked,
  }: { readonly objects: CodeObjects; readonly needsDigest: boolean; readonly unpacked: UnpackedDigests },
): Promise<ReleasedBytes> {
  const named = codeObjectText(object);
  const known = needsDigest ? await unpacked.read(sha256) : undefined;
  if (!needsDigest || known !== undefined) {
    const expected = await objects.sha256(object);
    return expected === sha256
      ? { is: 'as-named', named, sha256, digest: known }
      : { is: 'others', named, sha256, expected };
  }
  const read = await objects.read(object);
  if (read.sha256 !== sha256) return { is: 'others', named, sha256, expected: read.sha256 };
  const digest = await read.unpacked();
  await unpacked.keep(sha256, digest);
  return { is: 'as-named', named, sha256, digest };
}

/** CloudFormation packs it itself, in a way of its own. */
function inlineBytes(inline: string | null): ReleasedBytes {
  const digest: CodeDigest | undefined = inline === null ? undefined : `sha256:${inline}`;
  const because = 'The code stands in the template, so there is no object that its package could be compared with.';
  return { is: 'not-comparable', because, ...(digest === undefined ? {} : { digest }) };
}

const MOVING_TAG =
  'The image is named by a tag and not by its digest, so nobody can say by the template which image it should be.';

async function orUnreadable(named: string, look: () => Promise<ReleasedBytes>): Promise<ReleasedBytes> {
  const done = await inTime(look(), READ_MS, 'It was not read');
  return 'value' in done ? done.value : { is: 'unreadable', named, because: done.error.message };
}
