import { checkPresigned } from '../../../lib/rehearsal/endpoint/check-presigned';
import { signatureOf } from '../../../lib/rehearsal/endpoint/signature';
import type { WireRequest } from '../../../lib/rehearsal/kernel/wire';
import { presignedUrl, type ToPresign } from '../sts/presigned-url';

const AT = new Date('2026-01-05T09:00:00Z');
const MINUTE = 60_000;
const HOST = 'sts.eu-west-1.amazonaws.com';
const BOUND = { 'x-sluice-attestation': 'the  digest of what is attested' };

const KEY = {
  caller: { roleArn: 'arn:aws:iam::111122223333:role/gate', sessionName: 'jane' },
  accessKeyId: 'ASIAGATE',
  secretAccessKey: 'a/secret+of/its+own',
  sessionToken: 'a+token/',
};

const VARIABLES = {
  AWS_ACCESS_KEY_ID: KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
  AWS_SESSION_TOKEN: KEY.sessionToken,
};

interface Asked {
  readonly sign?: Partial<ToPresign>;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** What somebody makes of the request that was signed. */
  readonly change?: (url: URL, request: { method: string; headers: Record<string, string>; body: Buffer }) => void;
  readonly minutesLater?: number;
}

/** What comes of the check: nothing, or the refusal. */
async function checked({ sign, variables = VARIABLES, change, minutesLater = 0 }: Asked) {
  const url = new URL(await presignedUrl(variables, { at: AT, headers: BOUND, ...sign }));
  const given = { method: 'GET', headers: { host: HOST, accept: '*/*', ...BOUND }, body: Buffer.alloc(0) };
  change?.(url, given);
  const request: WireRequest = { ...given, path: `${url.pathname}${url.search}` };
  checkPresigned(request, signatureOf(request), KEY, AT.getTime() + minutesLater * MINUTE);
}

const set = (name: string, value: string) => (url: URL) => {
  url.searchParams.set(name, value);
};
const without = (name: string) => (url: URL) => {
  url.searchParams.delete(name);
};

describe('a presigned address', () => {
  it.each<{ name: string } & Asked>([
    { name: 'as the SDK signs it' },
    { name: 'without a header of its own', sign: { headers: {} } },
    { name: 'with marks that are encoded', sign: { query: { Note: "it's (a*b)! ~ & c+d/ä" } } },
    { name: 'for seven days', sign: { expiresIn: 604_800 } },
    { name: 'of 14 minutes ago, though it says that it holds for one', minutesLater: 14 },
    { name: 'of a clock that is four minutes ahead', minutesLater: -4 },
    {
      name: 'whose members are in another order',
      change: (url) => {
        url.search = new URLSearchParams([...url.searchParams].reverse()).toString();
      },
    },
    {
      name: 'with a header more, that is not signed',
      change: (_, { headers }) => {
        headers['x-other'] = 'anything';
      },
    },
  ])('is taken $name', async (asked) => {
    await expect(checked(asked)).resolves.toBeUndefined();
  });

  it.each<{ name: string; code: string; status?: number; says?: string } & Asked>([
    {
      name: 'whose signed header has another value',
      change: (_, { headers }) => {
        headers['x-sluice-attestation'] = 'another digest';
      },
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'whose signed header is gone',
      change: (_, { headers }) => {
        delete headers['x-sluice-attestation'];
      },
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'that comes to another host',
      change: (_, { headers }) => {
        headers.host = 'sts.eu-central-1.amazonaws.com';
      },
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'by another method',
      change: (_, request) => {
        request.method = 'POST';
      },
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'with a body',
      change: (_, request) => {
        request.body = Buffer.from('Action=AssumeRole');
      },
      code: 'SignatureDoesNotMatch',
    },
    { name: 'for another action', change: set('Action', 'AssumeRole'), code: 'SignatureDoesNotMatch' },
    { name: 'that holds longer', change: set('X-Amz-Expires', '900'), code: 'SignatureDoesNotMatch' },
    {
      name: 'whose header is not said to be signed',
      change: set('X-Amz-SignedHeaders', 'host'),
      code: 'SignatureDoesNotMatch',
    },
    { name: 'with a member more', change: set('Extra', '1'), code: 'SignatureDoesNotMatch' },
    { name: 'with a signature made up', change: set('X-Amz-Signature', 'a'.repeat(64)), code: 'SignatureDoesNotMatch' },
    {
      name: 'of a wrong secret',
      variables: { ...VARIABLES, AWS_SECRET_ACCESS_KEY: 'x' },
      code: 'SignatureDoesNotMatch',
    },
    {
      name: 'of another day than its scope',
      change: set('X-Amz-Date', '20260106T090000Z'),
      code: 'SignatureDoesNotMatch',
      says: "'20260105' != '20260106'",
    },
    {
      name: 'of more than 15 minutes ago',
      sign: { expiresIn: 604_800 },
      minutesLater: 16,
      code: 'SignatureDoesNotMatch',
      says: 'Signature expired: 20260105T090000Z is now earlier than 20260105T090100Z (20260105T091600Z - 15 min.)',
    },
    {
      name: 'of a clock that is six minutes ahead',
      minutesLater: -6,
      code: 'SignatureDoesNotMatch',
      says: 'Signature not yet current: 20260105T090000Z is still later than 20260105T085900Z (20260105T085400Z + 5 min.)',
    },
    { name: 'with another token', variables: { ...VARIABLES, AWS_SESSION_TOKEN: 'x' }, code: 'InvalidClientTokenId' },
    {
      name: 'without the token',
      variables: { ...VARIABLES, AWS_SESSION_TOKEN: undefined },
      code: 'InvalidClientTokenId',
    },
    {
      name: 'that does not sign its host',
      change: set('X-Amz-SignedHeaders', 'accept'),
      code: 'IncompleteSignature',
      status: 400,
    },
    {
      name: 'of another algorithm',
      change: set('X-Amz-Algorithm', 'AWS4-HMAC-SHA1'),
      code: 'IncompleteSignature',
      status: 400,
    },
    { name: 'whose date is none', change: set('X-Amz-Date', 'today'), code: 'IncompleteSignature', status: 400 },
    ...['X-Amz-Algorithm', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'].map((member) => ({
      name: `without ${member}`,
      change: without(member),
      code: 'IncompleteSignature',
      status: 400,
      says: member,
    })),
    ...['604801', '0', '-1', '1e3', 'soon'].map((expires) => ({
      name: `for ${expires} seconds`,
      change: set('X-Amz-Expires', expires),
      code: 'IncompleteSignature',
      status: 400,
      says: `got: ${expires}`,
    })),
  ])('is refused $name', async ({ code, status = 403, says = '', ...asked }) => {
    await expect(checked(asked)).rejects.toMatchObject({
      code,
      statusCode: status,
      message: expect.stringContaining(says) as string,
    });
  });
});
