import { createHash, createPublicKey, verify } from 'node:crypto';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Kms } from '../../../lib/rehearsal/kms/kms';

const ACCOUNT = '111122223333';
const caller = { roleArn: `arn:aws:iam::${ACCOUNT}:role/auditor` };
const context = { stackName: 'Platform', logicalId: 'K', where: 'platform.json, K', generatedName: 'Platform-K-1A2B' };
const SIGNING = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const algorithm = { SigningAlgorithm: 'ECDSA_SHA_256' };

function account(seed = 1) {
  const kms = new Kms({ place: place(ACCOUNT, 'eu-west-1'), randomness: new Randomness(seed) });
  const [keys, aliases] = kms.providers;
  return {
    kms,
    keys: keys!,
    create: (properties: object = SIGNING) => keys!.create(properties, context),
    alias: (AliasName: string, TargetKeyId: string) => aliases!.create({ AliasName, TargetKeyId }, context),
    call: async (operation: string, input: object) =>
      (await kms.api(operation, { ...input }, caller)) as Readonly<Record<string, string>>,
  };
}

describe('a key that signs', () => {
  it('signs what its public key verifies, by anybody', async () => {
    const { create, call } = account();
    const { id } = await create();
    const { Signature } = await call('Sign', { KeyId: id, Message: base64('the record'), ...algorithm });
    const { PublicKey, KeySpec } = await call('GetPublicKey', { KeyId: id });
    const key = createPublicKey({ key: Buffer.from(PublicKey!, 'base64'), format: 'der', type: 'spki' });
    expect(KeySpec).toBe('ECC_NIST_P256');
    expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(verify('sha256', Buffer.from('the record'), key, Buffer.from(Signature!, 'base64'))).toBe(true);
    expect(verify('sha256', Buffer.from('another record'), key, Buffer.from(Signature!, 'base64'))).toBe(false);
  });

  it('verifies its own signatures, and refuses others as KMS does', async () => {
    const { create, call } = account();
    const [{ id }, other] = [await create(), await create()];
    const signed = await call('Sign', { KeyId: id, Message: base64('the record'), ...algorithm });
    const asked = { Message: base64('the record'), Signature: signed.Signature, ...algorithm };
    expect(await call('Verify', { KeyId: id, ...asked })).toMatchObject({ SignatureValid: true });
    const refused = { code: 'KMSInvalidSignatureException' };
    await expect(call('Verify', { KeyId: other.id, ...asked })).rejects.toMatchObject(refused);
    await expect(call('Verify', { KeyId: id, ...asked, Message: base64('forged') })).rejects.toMatchObject(refused);
  });

  it('is the same key for the same seed, and another for another', async () => {
    const publicKey = async (seed: number) => {
      const { create, call } = account(seed);
      return (await call('GetPublicKey', { KeyId: (await create()).id })).PublicKey;
    };
    expect(await publicKey(1)).toBe(await publicKey(1));
    expect(await publicKey(1)).not.toBe(await publicKey(2));
  });

  it('is known by its id, its ARN and its alias', async () => {
    const { create, alias, call } = account();
    const { id, attributes } = await create();
    expect(attributes).toEqual({ KeyId: id, Arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}` });
    await alias('alias/audit', id);
    for (const KeyId of [id, attributes.Arn, 'alias/audit', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/audit`]) {
      expect(await call('GetPublicKey', { KeyId })).toMatchObject({ KeyId: attributes.Arn });
    }
    await expect(call('GetPublicKey', { KeyId: 'alias/none' })).rejects.toThrow('is not found');
    await expect(call('GetPublicKey', { KeyId: 'none' })).rejects.toThrow(
      `Key 'arn:aws:kms:eu-west-1:${ACCOUNT}:key/none' does not exist`,
    );
  });

  it.each([
    ['nothing', ''],
    ['more than KMS hashes', 'x'.repeat(4097)],
  ])('does not sign %s', async (_, text) => {
    const { create, call } = account();
    const { id } = await create();
    await expect(call('Sign', { KeyId: id, Message: base64(text), ...algorithm })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('stops by name at a digest that the caller has made', async () => {
    const { create, call } = account();
    const { id } = await create();
    const Message = createHash('sha256').update('the record').digest('base64');
    await expect(call('Sign', { KeyId: id, Message, MessageType: 'DIGEST', ...algorithm })).rejects.toMatchObject({
      name: 'NotEmulated',
    });
  });

  it.each([
    [{ ...SIGNING, Enabled: false }, algorithm, 'DisabledException'],
    [{}, algorithm, 'InvalidKeyUsageException'],
    [SIGNING, { SigningAlgorithm: 'RSASSA_PSS_SHA_256' }, 'InvalidKeyUsageException'],
  ])('%j does not sign by %j: %s', async (properties, by, code) => {
    const { create, call } = account();
    const { id } = await create(properties);
    await expect(call('Sign', { KeyId: id, Message: base64('the record'), ...by })).rejects.toMatchObject({ code });
  });

  it('signs no more once its template has let it go', async () => {
    const { keys, create, call } = account();
    const physical = await create();
    await keys.remove(physical, SIGNING, context);
    await expect(call('Sign', { KeyId: physical.id, Message: base64('m'), ...algorithm })).rejects.toMatchObject({
      code: 'KMSInvalidStateException',
    });
    expect(await call('DescribeKey', { KeyId: physical.id })).toMatchObject({
      KeyMetadata: { KeyState: 'PendingDeletion', Enabled: false },
    });
  });
});

describe('a key in a template', () => {
  it('is changed in place, but for what KMS never changes', async () => {
    const { keys, create } = account();
    const physical = await create();
    const update = (next: object) => keys.update({ physical, previous: SIGNING, next }, context);
    expect(await update({ ...SIGNING, Description: 'for exports' })).toEqual(physical);
    await expect(update({})).rejects.toThrow('The KeySpec of an existing KMS key cannot be changed.');
  });

  it.each([{ KeySpec: 'ECC_NIST_P256' }, { KeyUsage: 'SIGN_VERIFY' }])('does not go together: %j', async (given) => {
    await expect(account().create(given)).rejects.toThrow('is not compatible with KeySpec');
  });

  const statement = (change: object) => ({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
        ...change,
      },
    ],
  });

  it.each([{}, { Action: ['kms:*'], Principal: { AWS: [ACCOUNT] } }])(
    'stands with a policy that leaves it to the account: %j',
    async (change) => {
      const { create } = account();
      await expect(create({ ...SIGNING, KeyPolicy: statement(change) })).resolves.toHaveProperty('id');
    },
  );

  it.each([
    { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/one` } },
    { Action: 'kms:Sign' },
    { Effect: 'Deny' },
    { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
  ])('stops with a policy that does not: %j', async (change) => {
    const { create } = account();
    await expect(create({ ...SIGNING, KeyPolicy: statement(change) })).rejects.toThrow(
      'does not let the account’s own policies decide',
    );
  });
});

it('asks for the permission on the key, or on what it would be', async () => {
  const { kms, create } = account();
  const { id, attributes } = await create();
  expect(kms.permissions('Sign', { KeyId: id })).toEqual([{ action: 'kms:Sign', resource: attributes.Arn }]);
  expect(kms.permissions('Sign', { KeyId: 'alias/none' })).toEqual([
    { action: 'kms:Sign', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/none` },
  ]);
});
