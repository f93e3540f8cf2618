import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Credentials } from '../../../lib/rehearsal/sts/credentials';

const NOW = Date.UTC(2026, 0, 5, 9);
const gate = 'arn:aws:iam::111122223333:role/gate';
const suite = 'arn:aws:iam::111122223333:role/service/suite';

function credentials(seed = 7) {
  return new Credentials({
    place: place('111122223333', 'eu-west-1'),
    randomness: new Randomness(seed),
    now: () => NOW,
    roleId: (arn) => (arn === suite ? 'AROASUITE' : undefined),
  });
}

describe('the keys of a session', () => {
  it('sign as that session', () => {
    const keys = credentials();
    const variables = keys.variables(gate, 'jane');
    expect(Object.keys(variables)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);
    expect(variables.AWS_ACCESS_KEY_ID).toMatch(/^ASIA[0-9A-Z]{16}$/);
    expect(variables.AWS_SECRET_ACCESS_KEY).toMatch(/^[\w+/]{40}$/);
    expect(keys.keyOf(variables.AWS_ACCESS_KEY_ID!)).toEqual({
      caller: { roleArn: gate, sessionName: 'jane' },
      accessKeyId: variables.AWS_ACCESS_KEY_ID,
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
      sessionToken: variables.AWS_SESSION_TOKEN,
    });
  });

  it('are the same at every time of asking, by the same seed', () => {
    const keys = credentials();
    const first = keys.variables(gate, 'jane');
    expect(keys.variables(gate, 'jane')).toEqual(first);
    expect(credentials().variables(gate, 'jane')).toEqual(first);
  });

  it.each([
    ['another role', () => credentials().variables(suite, 'jane')],
    ['another session', () => credentials().variables(gate, 'john')],
    ['another seed', () => credentials(8).variables(gate, 'jane')],
  ])('are others, all three, for %s', (_, other) => {
    const first = Object.values(credentials().variables(gate, 'jane'));
    for (const value of Object.values(other())) expect(first).not.toContain(value);
  });

  it('are nobody’s until they are issued', () => {
    expect(credentials().keyOf('ASIAOTHER')).toBeUndefined();
  });
});

describe('the API of STS', () => {
  it('lets a caller assume a role for an hour, in a session of the name that was given', async () => {
    const keys = credentials();
    const answer = await keys.api('AssumeRole', { RoleArn: suite, RoleSessionName: 'check' }, { roleArn: gate });
    expect(answer).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA/) as string,
        SecretAccessKey: expect.any(String) as string,
        SessionToken: expect.any(String) as string,
        Expiration: '2026-01-05T10:00:00.000Z',
      },
      AssumedRoleUser: {
        AssumedRoleId: 'AROASUITE:check',
        Arn: 'arn:aws:sts::111122223333:assumed-role/suite/check',
      },
    });
    const { Credentials: issued } = answer as { readonly Credentials: { readonly AccessKeyId: string } };
    expect(keys.keyOf(issued.AccessKeyId)?.caller).toEqual({ roleArn: suite, sessionName: 'check' });
  });

  it.each(['', 'a', 'two words', 'x'.repeat(65), 'né'])('refuses the session name %j', async (name) => {
    const asked = credentials().api('AssumeRole', { RoleArn: suite, RoleSessionName: name }, { roleArn: gate });
    await expect(asked).rejects.toMatchObject({ code: 'ValidationError', statusCode: 400 });
  });

  it('says who calls, by the session and the role’s own id', async () => {
    const caller = { roleArn: suite, sessionName: 'jane@example.com' };
    await expect(credentials().api('GetCallerIdentity', { Version: '2011-06-15' }, caller)).resolves.toEqual({
      UserId: 'AROASUITE:jane@example.com',
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/suite/jane@example.com',
    });
  });

  it('needs no permission to say who calls', () => {
    expect(credentials().permissions('GetCallerIdentity', {})).toEqual([]);
  });

  it('stops by name at another operation', async () => {
    await expect(credentials().api('GetSessionToken', {}, { roleArn: gate })).rejects.toThrow(
      `sts:GetSessionToken is not emulated. Met in a call by ${gate}.`,
    );
  });
});
