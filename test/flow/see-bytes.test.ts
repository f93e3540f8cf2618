import type { ReleasedCode } from '../../lib/domain/code/released-code';
import { bytesVerdict } from '../../lib/domain/code/bytes-verdict';
import { seeBytes, type BytesPorts } from '../../lib/flow/see-bytes';

const OURS = 'c'.repeat(64);
const THEIRS = 'e'.repeat(64);
const CODE = `dirHash:${'d'.repeat(64)}`;
const OBJECT = { bucket: 'assets', key: '3f2a.zip' };
const release = { id: 'd-1', functionName: 'chat', deploymentGroup: 'chat-live', green: '8' };

interface Account {
  /** What Lambda says of green. */
  readonly green: string;
  readonly isImage: boolean;
  /** The SHA-256 of the object; none where it is gone. */
  readonly object: string | undefined;
  /** What the ledger knows already. */
  readonly kept: string | undefined;
}

/** Looks at the bytes of a release, and says which calls that took. */
async function seen(code: ReleasedCode | undefined, needsDigest: boolean, account: Partial<Account> = {}) {
  const { green = OURS, isImage = false, kept } = account;
  const object = 'object' in account ? account.object : OURS;
  const calls: string[] = [];
  const answer = <T>(call: string, value: T | undefined): Promise<T> => {
    calls.push(call);
    return value === undefined ? Promise.reject(new Error('NoSuchKey')) : Promise.resolve(value);
  };
  const ports: BytesPorts = {
    published: { code: () => answer('code', { sha256: green, isImage }) },
    openCode: (role, { id }) =>
      answer(`${role} for ${id}`, {
        sha256: () => answer('sha256', object),
        read: () =>
          answer(
            'read',
            object === undefined ? undefined : { sha256: object, unpacked: () => answer('unpacked', CODE) },
          ),
      }),
    unpacked: {
      read: (sha256) => {
        calls.push(`known ${sha256.slice(0, 2)}`);
        return Promise.resolve(kept);
      },
      keep: (sha256, digest) => {
        calls.push(`keep ${sha256.slice(0, 2)} ${digest.slice(0, 9)}`);
        return Promise.resolve();
      },
    },
  };
  const bytes = await seeBytes(release, { code, releaseRoleArn: 'role' }, needsDigest, ports);
  return { bytes, calls };
}

describe('the bytes of a release in S3', () => {
  it('are compared by S3’s own checksum where nothing was attested, and nothing is read', async () => {
    const { bytes, calls } = await seen(OBJECT, false);
    expect(bytes).toMatchObject({ is: 'as-named', named: 's3://assets/3f2a.zip' });
    expect(calls).toEqual(['role for d-1', 'code', 'sha256']);
  });

  it('are unpacked where something was attested, once', async () => {
    const first = await seen(OBJECT, true);
    expect(first.bytes).toMatchObject({ is: 'as-named', digest: CODE });
    expect(first.calls).toEqual(['role for d-1', 'code', 'known cc', 'read', 'unpacked', 'keep cc dirHash:d']);
    const again = await seen(OBJECT, true, { kept: CODE });
    expect(again.bytes).toEqual(first.bytes);
    expect(again.calls).toEqual(['role for d-1', 'code', 'known cc', 'sha256']);
  });

  it.each<[string, boolean, Partial<Account>]>([
    ['by its checksum', false, { object: THEIRS }],
    ['read', true, { object: THEIRS }],
    ['by its checksum, though what green has is known', true, { object: THEIRS, kept: CODE }],
  ])('are others where the object is another one, %s, and nothing of it is unpacked', async (_, needs, account) => {
    const { bytes, calls } = await seen(OBJECT, needs, account);
    expect(bytes).toMatchObject({ is: 'others', sha256: OURS, expected: THEIRS });
    expect(calls).not.toContain('unpacked');
    expect(bytesVerdict(bytes).reasons[0]?.message).toContain(
      `its SHA-256 is ${OURS}, and that of s3://assets/3f2a.zip is ${THEIRS}`,
    );
  });

  it.each([true, false])('are no pass where the object is gone', async (needs) => {
    const { bytes } = await seen(OBJECT, needs, { object: undefined });
    expect(bytes).toEqual({ is: 'unreadable', named: 's3://assets/3f2a.zip', because: 'NoSuchKey' });
    expect(bytesVerdict(bytes).outcome).toBe('fail');
  });

  it('break the run where the release’s role cannot be taken, so that it is asked for again', async () => {
    const ports: BytesPorts = {
      published: { code: () => Promise.reject(new Error('not asked')) },
      openCode: () => Promise.reject(new Error('AccessDenied')),
      unpacked: { read: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
    };
    await expect(seeBytes(release, { code: OBJECT, releaseRoleArn: 'role' }, false, ports)).rejects.toThrow(
      'AccessDenied',
    );
  });
});

describe('code that is no object', () => {
  const image = (digest: string) => `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${digest}`;

  it.each<[string, ReleasedCode | undefined, Partial<Account>, object]>([
    ['is not known where the manifest is of before', undefined, {}, { is: 'not-named' }],
    [
      'is its text, which no package can be compared with',
      { inline: THEIRS },
      {},
      { is: 'not-comparable', digest: `sha256:${THEIRS}` },
    ],
    ['is nothing where its text is known only once deployed', { inline: null }, {}, { is: 'not-comparable' }],
    ['is other code where it is an image', { inline: THEIRS }, { isImage: true }, { is: 'others' }],
    [
      'is an image by its digest',
      { image: image(OURS) },
      { isImage: true },
      { is: 'as-named', digest: `sha256:${OURS}` },
    ],
    ['is another image', { image: image(THEIRS) }, { isImage: true }, { is: 'others' }],
    ['is no image', { image: image(OURS) }, { isImage: false }, { is: 'others' }],
    [
      'is an image that Lambda has, where a tag names it',
      { image: 'shop:v7' },
      { isImage: true },
      { is: 'not-comparable', digest: `sha256:${OURS}` },
    ],
  ])('may be code of the template, an image or nothing that is known: it %s', async (_, code, account, expected) => {
    const { bytes, calls } = await seen(code, true, account);
    expect(bytes).toMatchObject(expected);
    // No role is taken for it.
    expect(calls).toEqual(code === undefined ? [] : ['code']);
  });
});
