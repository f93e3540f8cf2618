import { place } from '../../../lib/rehearsal/kernel/place';
import { Ssm } from '../../../lib/rehearsal/ssm/ssm';

const context = { stackName: 'Chat', logicalId: 'P', where: 'chat.json, P', generatedName: 'Chat-P-1' };
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const parameter = (others: object = {}) => ({ Name: '/a/b', Type: 'String', Value: 'one', ...others });

function account() {
  const ssm = new Ssm({ place: place('111122223333', 'eu-west-1') });
  return {
    ssm,
    provider: ssm.providers[0]!,
    call: (name: string, input: object) => ssm.api(name, { ...input }, caller),
  };
}

describe('parameters of a template', () => {
  it('are known by their name', async () => {
    const { ssm, provider } = account();
    await expect(provider.create(parameter(), context)).resolves.toEqual({
      id: '/a/b',
      attributes: { Type: 'String', Value: 'one' },
    });
    expect(ssm.parameter('/a/b')).toBe('one');
    expect(ssm.parameter('/a')).toBeUndefined();
  });

  it('have a generated name unless the template says one', async () => {
    const { provider } = account();
    await expect(provider.create(parameter({ Name: undefined }), context)).resolves.toMatchObject({ id: 'Chat-P-1' });
  });

  it('fail where the name is taken', async () => {
    const { ssm, provider } = account();
    ssm.put('/a/b', 'seeded');
    await expect(provider.create(parameter(), context)).rejects.toMatchObject({ code: 'ParameterAlreadyExists' });
    expect(ssm.parameter('/a/b')).toBe('seeded');
  });

  it('change in place, are replaced by a new name, and go', async () => {
    const { ssm, provider } = account();
    const physical = await provider.create(parameter(), context);
    const change = { physical, previous: parameter() };
    await provider.update({ ...change, next: parameter({ Value: 'two' }) }, context);
    expect(ssm.parameter('/a/b')).toBe('two');
    await expect(provider.update({ ...change, next: parameter({ Name: '/c' }) }, context)).resolves.toBe('replace');
    await provider.remove(physical, parameter(), context);
    expect(ssm.parameter('/a/b')).toBeUndefined();
  });

  it.each([
    ['4096 characters in the standard tier', 4096, undefined],
    ['8192 characters in the advanced tier', 8192, 'Advanced'],
    ['8192 characters in the intelligent tier', 8192, 'Intelligent-Tiering'],
  ])('hold %s', async (_, length, Tier) => {
    const { ssm, provider } = account();
    await provider.create(parameter({ Value: 'x'.repeat(length), Tier }), context);
    expect(ssm.parameter('/a/b')).toHaveLength(length);
  });

  it.each([
    ['more than 4096 characters in the standard tier', 4097, 'Standard'],
    ['more than 4096 characters where no tier is said', 4097, undefined],
    ['more than 8192 characters in the advanced tier', 8193, 'Advanced'],
    ['nothing', 0, undefined],
  ])('do not hold %s', async (_, length, Tier) => {
    const { ssm, provider } = account();
    const created = provider.create(parameter({ Value: 'x'.repeat(length), Tier }), context);
    await expect(created).rejects.toMatchObject({ name: 'ApiError', code: 'ValidationException' });
    expect(ssm.parameter('/a/b')).toBeUndefined();
  });

  it('are of type String', async () => {
    const refused = account().provider.create(parameter({ Type: 'StringList' }), context);
    await expect(refused).rejects.toThrow('Property Type of AWS::SSM::Parameter with the value "StringList"');
  });
});

describe('the API of the parameter store', () => {
  it('gives a parameter with its version and ARN', async () => {
    const { ssm, call } = account();
    ssm.put('/a/b', 'one');
    ssm.put('/a/b', 'two');
    ssm.put('plain', 'x');
    await expect(call('GetParameter', { Name: '/a/b', WithDecryption: true })).resolves.toEqual({
      Parameter: {
        Name: '/a/b',
        Type: 'String',
        Value: 'two',
        Version: 2,
        ARN: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a/b',
      },
    });
    await expect(call('GetParameter', { Name: 'plain' })).resolves.toMatchObject({
      Parameter: { ARN: 'arn:aws:ssm:eu-west-1:111122223333:parameter/plain' },
    });
  });

  it('says which parameter is missing', async () => {
    await expect(account().call('GetParameter', { Name: '/x' })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'ParameterNotFound',
    });
  });

  it('gives several parameters and the names of those that are missing', async () => {
    const { ssm, call } = account();
    ssm.put('/a', '1');
    ssm.put('/b', '2');
    await expect(call('GetParameters', { Names: ['/b', '/x', '/a'] })).resolves.toMatchObject({
      Parameters: [{ Name: '/b', Value: '2' }, { Name: '/a' }],
      InvalidParameters: ['/x'],
    });
  });

  it.each([
    ['PutParameter', {}, 'ssm:PutParameter is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.'],
    ['GetParameter', { Name: '/a', Colour: 1 }, 'Colour of ssm:GetParameter is not emulated.'],
    ['GetParameter', { Name: '/a:3' }, 'version or label in the parameter name /a:3 is not emulated.'],
    ['GetParameters', { Names: ['arn:aws:ssm:x:1:parameter/a'] }, 'is not emulated.'],
  ])('stops by name at %s %p', async (operation, input, message) => {
    const { call } = account();
    await expect(Promise.resolve().then(() => call(operation, input))).rejects.toThrow(message);
  });
});
