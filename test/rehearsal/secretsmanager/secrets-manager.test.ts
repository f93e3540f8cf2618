import fc from 'fast-check';
import * as v from 'valibot';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { GENERATE_SECRET_STRING, generateSecret } from '../../../lib/rehearsal/secretsmanager/generate-secret';
import { SecretsManager } from '../../../lib/rehearsal/secretsmanager/secrets-manager';

const START = Date.UTC(2026, 0, 5, 9);
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const context = { stackName: 'Chat', logicalId: 'S', where: 'chat.json, S', generatedName: 'Chat-S-1A2B' };

function account(seed = 1) {
  let now = START;
  const secrets = new SecretsManager({
    place: place('111122223333', 'eu-west-1'),
    randomness: new Randomness(seed),
    now: () => now,
  });
  const provider = secrets.providers[0]!;
  return {
    secrets,
    provider,
    create: (properties: object = { Name: 'token', SecretString: 'one' }) => provider.create(properties, context),
    call: (operation: string, input: object = {}) =>
      Promise.resolve().then(() => secrets.api(operation, { SecretId: 'token', ...input }, caller)),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('a secret of a template', () => {
  it('is known by its ARN, which ends in six characters, and by its name', async () => {
    const { create, call } = account();
    const physical = await create();
    expect(physical.id).toMatch(/^arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-\w{6}$/);
    expect(physical.attributes).toEqual({ Id: physical.id });
    const value = {
      ARN: physical.id,
      Name: 'token',
      SecretString: 'one',
      CreatedDate: START / 1000,
      VersionId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      VersionStages: ['AWSCURRENT'],
    };
    await expect(call('GetSecretValue')).resolves.toEqual(value);
    await expect(call('GetSecretValue', { SecretId: physical.id })).resolves.toEqual(value);
    await expect(call('GetSecretValue', { SecretId: physical.id.slice(0, -7) })).resolves.toEqual(value);
  });

  it('is made by chance, the same for the same seed', async () => {
    const generated = async (seed: number) => {
      const { create, secrets } = account(seed);
      await create({ Name: 'token', GenerateSecretString: {} });
      return secrets.secretString('token');
    };
    const first = await generated(1);
    expect(first).toHaveLength(32);
    await expect(generated(1)).resolves.toBe(first);
    await expect(generated(2)).resolves.not.toBe(first);
  });

  it('may be a template with a password in it', async () => {
    const { create, secrets } = account();
    const SecretStringTemplate = '{"user":"admin"}';
    await create({
      Name: 'token',
      GenerateSecretString: { SecretStringTemplate, GenerateStringKey: 'password', PasswordLength: '10' },
    });
    expect(JSON.parse(secrets.secretString('token')!)).toEqual({
      user: 'admin',
      password: expect.stringMatching(/^.{10}$/) as string,
    });
  });

  it('gets a new value where the template changes it, and keeps another one otherwise', async () => {
    const { create, provider, call, secrets } = account();
    const previous = { Name: 'token', SecretString: 'one' };
    const physical = await create(previous);
    await call('PutSecretValue', { SecretString: 'by hand' });
    const described = { ...previous, Description: 'Ours' };
    await expect(provider.update({ physical, previous, next: described }, context)).resolves.toEqual(physical);
    expect(secrets.secretString('token')).toBe('by hand');
    const next = { ...described, SecretString: 'two' };
    await provider.update({ physical, previous: described, next }, context);
    expect(secrets.secretString('token')).toBe('two');
    await expect(provider.update({ physical, previous, next: { Name: 'b' } }, context)).resolves.toBe('replace');
  });

  it('is gone when it is removed, and its name is free again under another ARN', async () => {
    const { create, provider, call } = account();
    const first = await create();
    await provider.remove(first, {}, context);
    await expect(call('GetSecretValue')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    const second = await create();
    expect(second.id).not.toBe(first.id);
  });

  it.each([
    ['a name that is taken', { Name: 'token' }, 'ResourceExistsException'],
    ['two values', { SecretString: 'a', GenerateSecretString: {} }, 'InvalidParameterException'],
    ['a key without a template', { GenerateSecretString: { GenerateStringKey: 'k' } }, 'InvalidParameterException'],
    [
      'a template that is no object',
      { GenerateSecretString: { GenerateStringKey: 'k', SecretStringTemplate: 'x' } },
      'InvalidParameterException',
    ],
    [
      'a password too short for its types',
      { GenerateSecretString: { PasswordLength: 3 } },
      'InvalidParameterException',
    ],
  ])('is refused with %s', async (_, properties, code) => {
    const { create } = account();
    await create();
    await expect(create(properties)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('is not there where it was refused', async () => {
    const { create, call } = account();
    await expect(create({ Name: 'token', GenerateSecretString: { PasswordLength: 3 } })).rejects.toThrow();
    await expect(call('DescribeSecret')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('stops by name at what is not emulated', async () => {
    await expect(account().create({ ReplicaRegions: [] })).rejects.toThrow(
      'Property ReplicaRegions of AWS::SecretsManager::Secret',
    );
  });
});

describe('a generated password', () => {
  const generate = (given: object, seed: number) =>
    generateSecret(v.parse(GENERATE_SECRET_STRING, given), new Randomness(seed).stream('password'));

  it('has every type that is included, and nothing that is excluded', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 4, max: 64 }), (seed, PasswordLength) => {
        const password = generate({ PasswordLength, ExcludeCharacters: 'aeiou"\\/' }, seed);
        expect(password).toHaveLength(PasswordLength);
        for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^\w ]|_/]) expect(password).toMatch(type);
        expect(password).not.toMatch(/[aeiou"\\/ ]/);
      }),
    );
  });

  it.each([
    [{ ExcludePunctuation: true }, /^[a-zA-Z\d]+$/],
    [{ ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true }, /^\d+$/],
    [{ ExcludeNumbers: true, ExcludePunctuation: true, IncludeSpace: true }, /^(?=.* )[a-zA-Z ]+$/],
  ])('keeps to %j', (given, expected) => {
    for (let seed = 0; seed < 20; seed++) expect(generate(given, seed)).toMatch(expected);
  });
});

describe('the API of Secrets Manager', () => {
  it('puts a new version in front of the current one', async () => {
    const { create, call } = account();
    await create();
    const stages = async () => {
      const { VersionIdsToStages } = (await call('DescribeSecret')) as { VersionIdsToStages: object };
      return Object.values(VersionIdsToStages) as unknown;
    };
    await call('PutSecretValue', { SecretString: 'two' });
    await expect(stages()).resolves.toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
    await call('PutSecretValue', { SecretString: 'three' });
    await expect(stages()).resolves.toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
    await expect(call('GetSecretValue')).resolves.toMatchObject({ SecretString: 'three' });
    await expect(call('GetSecretValue', { VersionStage: 'AWSPREVIOUS' })).resolves.toMatchObject({
      SecretString: 'two',
    });
  });

  it('keeps a version under a stage of its own', async () => {
    const { create, call } = account();
    await create();
    const put = { SecretString: 'next', VersionStages: ['AWSPENDING'], ClientRequestToken: 'token-1' };
    await expect(call('PutSecretValue', put)).resolves.toMatchObject({
      VersionId: 'token-1',
      VersionStages: ['AWSPENDING'],
    });
    await expect(call('GetSecretValue')).resolves.toMatchObject({ SecretString: 'one' });
    await expect(call('GetSecretValue', { VersionId: 'token-1' })).resolves.toMatchObject({ SecretString: 'next' });
    await expect(call('GetSecretValue', { VersionId: 'token-1', VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('puts a version once for the same token, and not another one under it', async () => {
    const { create, call } = account();
    await create();
    const put = { SecretString: 'two', ClientRequestToken: 'token-1' };
    const first = await call('PutSecretValue', put);
    await expect(call('PutSecretValue', put)).resolves.toEqual(first);
    await expect(call('PutSecretValue', { ...put, SecretString: 'three' })).rejects.toMatchObject({
      code: 'ResourceExistsException',
    });
  });

  it('holds bytes as well', async () => {
    const { create, call, secrets } = account();
    await create();
    await call('PutSecretValue', { SecretBinary: 'AgME' });
    const value = await call('GetSecretValue');
    expect(value).toMatchObject({ SecretBinary: 'AgME' });
    expect(value).not.toHaveProperty('SecretString');
    expect(secrets.secretString('token')).toBeUndefined();
  });

  it('describes a secret, and the day it was last read', async () => {
    const { create, call, pass } = account();
    const { id } = await create({ Name: 'token', SecretString: 'a', Description: 'Ours', KmsKeyId: 'k' });
    pass(1000);
    await call('PutSecretValue', { SecretString: 'b' });
    await call('GetSecretValue');
    await expect(call('DescribeSecret')).resolves.toMatchObject({
      ARN: id,
      Name: 'token',
      Description: 'Ours',
      KmsKeyId: 'k',
      CreatedDate: START / 1000,
      LastChangedDate: START / 1000 + 1,
      LastAccessedDate: Date.UTC(2026, 0, 5) / 1000,
    });
  });

  it.each([
    ['an unknown secret', 'GetSecretValue', { SecretId: 'other' }, 'ResourceNotFoundException'],
    ['an unknown version', 'GetSecretValue', { VersionId: 'x' }, 'ResourceNotFoundException'],
    ['an unknown stage', 'GetSecretValue', { VersionStage: 'AWSPENDING' }, 'ResourceNotFoundException'],
    ['no value', 'PutSecretValue', {}, 'InvalidParameterException'],
    ['two values', 'PutSecretValue', { SecretString: 'a', SecretBinary: 'b' }, 'InvalidParameterException'],
  ])('refuses %s', async (_, operation, input, code) => {
    const { create, call } = account();
    await create();
    await expect(call(operation, input)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it.each([
    ['RotateSecret', {}, 'secretsmanager:RotateSecret is not emulated'],
    ['PutSecretValue', { RotationToken: 't' }, 'RotationToken of secretsmanager:PutSecretValue is not emulated'],
  ])('stops by name at %s %j', async (operation, input, message) => {
    const { create, call } = account();
    await create();
    await expect(call(operation, input)).rejects.toThrow(message);
  });

  it('needs permission for the ARN of the secret, however it is called', async () => {
    const { create, secrets } = account();
    const { id } = await create();
    for (const SecretId of ['token', id, id.slice(0, -7)]) {
      expect(secrets.permissions('GetSecretValue', { SecretId })).toEqual([
        { action: 'secretsmanager:GetSecretValue', resource: id },
      ]);
    }
    expect(secrets.permissions('GetSecretValue', { SecretId: 'other' })).toEqual([
      {
        action: 'secretsmanager:GetSecretValue',
        resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other',
      },
    ]);
  });
});
