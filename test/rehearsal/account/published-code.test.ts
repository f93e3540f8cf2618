import { Account } from '../../../lib/rehearsal/account/account';
import { EMPTY_ACCOUNT } from './account-settings';
import { functionStack, invoke } from './function-stack';
import { deployStack } from './quiet-account';

/** What S3 and Lambda say of the package that the function itself was made of, by the SDK. */
const CODE = `
const { createHash } = require('node:crypto');
const { S3Client, GetObjectCommand, HeadObjectCommand } = require('@aws-sdk/client-s3');
const { LambdaClient, GetFunctionConfigurationCommand } = require('@aws-sdk/client-lambda');
const s3 = new S3Client({ forcePathStyle: true });
const lambda = new LambdaClient({});
exports.handler = async ({ Bucket, Key }) => {
  if (Key !== 'fn.zip') return s3.send(new HeadObjectCommand({ Bucket, Key })).catch(({ $metadata }) => $metadata.httpStatusCode);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of Body) { hash.update(chunk); size += chunk.length; }
  const code = async (Qualifier) =>
    (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'fn', Qualifier }))).CodeSha256;
  return {
    sizes: [head.ContentLength, size],
    type: head.ChecksumType,
    digests: [head.ChecksumSHA256, hash.digest('base64'), await code(), await code('1')],
  };
};`;

const account = new Account(EMPTY_ACCOUNT);

beforeAll(async () => {
  await account.open();
  const statements = [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::assets/*' },
    { Effect: 'Allow', Action: 'lambda:GetFunctionConfiguration', Resource: '*' },
  ];
  const resources = { Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } } };
  await deployStack(account, 'Code', functionStack(account, CODE, { statements, resources }));
});

afterAll(() => account.close());

describe('the package of a function', () => {
  it('is the same to S3, as an object and by its checksum, and to Lambda', async () => {
    const said = (await invoke(account, { Bucket: 'assets', Key: 'fn.zip' })) as {
      readonly sizes: readonly number[];
      readonly digests: readonly string[];
    };
    expect(said).toMatchObject({ type: 'FULL_OBJECT' });
    expect(said.sizes[0]).toBeGreaterThan(CODE.length);
    expect(new Set(said.sizes).size).toBe(1);
    expect(said.digests).toHaveLength(4);
    expect([...new Set(said.digests)]).toEqual([expect.stringMatching(/^[\w+/]{43}=$/)]);
  });

  it.each([
    ['assets', 404],
    ['others', 403],
  ])('is not found under another name, nor elsewhere without a permission: in %s', async (Bucket, status) => {
    await expect(invoke(account, { Bucket, Key: 'other.zip' })).resolves.toBe(status);
  });
});
