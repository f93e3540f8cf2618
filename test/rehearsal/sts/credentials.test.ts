import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Credentials } from '../../../lib/rehearsal/sts/credentials';

const NOW = Date.UTC(2026, 0, 5, 9);
const gate = 'arn:aws:iam::111122223333:role/gate';
const suite = 'arn:aws:iam::111122223333:role/service/suite';

function credentials() {
  return new Credentials(place('111122223333', 'eu-west-1'), new Randomness(7), () => NOW);
}

describe('the keys of a role', () => {
  it('sign as that role', () => {
    const keys = credentials();
    const variables = keys.variables(gate);
    expect(Object.keys(variables)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);
    expect(variables.AWS_ACCESS_KEY_ID).toMatch(/^ASIA[0-9A-Z]{16}$/);
    expect(keys.roleOf(variables.AWS_ACCESS_KEY_ID!)).toBe(gate);
  });

  it('are the same at every time of asking, and others for another role', () => {
    const keys = credentials();
    const first = keys.variables(gate);
    expect(keys.variables(suite).AWS_ACCESS_KEY_ID).not.toBe(first.AWS_ACCESS_KEY_ID);
    expect(keys.variables(gate)).toEqual(first);
    expect(credentials().variables(gate)).toEqual(first);
  });

  it('are nobody’s until they are issued', () => {
    expect(credentials().roleOf('ASIAOTHER')).toBeUndefined();
  });
});

describe('the API of STS', () => {
  it('lets a caller assume a role for an hour', async () => {
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
        AssumedRoleId: 'AROA:check',
        Arn: 'arn:aws:sts::111122223333:assumed-role/suite/check',
      },
    });
    const { Credentials: issued } = answer as { readonly Credentials: { readonly AccessKeyId: string } };
    expect(keys.roleOf(issued.AccessKeyId)).toBe(suite);
  });

  it('stops by name at another operation', async () => {
    await expect(credentials().api('GetCallerIdentity', {}, { roleArn: gate })).rejects.toThrow(
      `sts:GetCallerIdentity is not emulated. Met in a call by ${gate}.`,
    );
  });
});
