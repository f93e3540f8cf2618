import cases from '../../cases/iam/malformed-policies.json';
import { readPolicy } from '../../../lib/rehearsal/iam/policy-document';
import { CONTEXT, iam, policy, provider, TRUST, type Statements } from './account';

interface Row {
  readonly name: string;
  readonly policy?: Statements;
  readonly trust?: Statements;
  readonly message?: string;
  readonly stops?: boolean;
}

const rows = cases as readonly Row[];
const error = ({ message, stops }: Row) =>
  stops ? { name: 'NotEmulated' } : { name: 'ApiError', code: 'MalformedPolicyDocument', message };

describe('a role is not made with', () => {
  it.each(rows)('$name', async (row) => {
    const properties = {
      RoleName: 'r',
      AssumeRolePolicyDocument: row.trust ? policy(row.trust) : TRUST,
      ...(row.policy && { Policies: [{ PolicyName: 'p', PolicyDocument: policy(row.policy) }] }),
    };
    await expect(provider(iam(), 'Role').create(properties, CONTEXT)).rejects.toMatchObject(error(row));
  });
});

describe('a policy is not put on a role with', () => {
  it.each(rows.filter((row) => row.policy))('$name', async (row) => {
    const account = iam();
    await provider(account, 'Role').create({ RoleName: 'r', AssumeRolePolicyDocument: TRUST }, CONTEXT);
    const document = policy(row.policy!);
    const inline = { PolicyName: 'p', PolicyDocument: document, Roles: ['r'] };
    await expect(provider(account, 'Policy').create(inline, CONTEXT)).rejects.toMatchObject(error(row));
    const managed = { PolicyDocument: document, Roles: ['r'] };
    await expect(provider(account, 'ManagedPolicy').create(managed, CONTEXT)).rejects.toMatchObject(error(row));
    expect(account.roles()).toMatchObject([{ managedPolicyArns: [], inlinePolicies: new Map() }]);
  });
});

it('says where a policy of another service is not what it should be', () => {
  expect(() => readPolicy(policy({ Effect: 'Allow', Acton: 's3:*' }), 'the policy of the topic news')).toThrow(
    /Met in the policy of the topic news\./,
  );
});
