import { ACCOUNT, asks, CONTEXT, decide, iam, makeCaller, provider, TABLE } from './account';

const WHO = `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/session-1 is not authorized to perform: dynamodb:GetItem on resource: ${TABLE}`;
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const missing = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE };

describe('a decision names', () => {
  it('the statement that allows it', async () => {
    const identity = [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { ...everything, Sid: 'All' },
    ];
    await expect(decide({ identity })).resolves.toEqual({
      allowed: true,
      by: { policy: 'the policy own of the role caller', index: 1, sid: 'All' },
    });
    const resourcePolicy = { ...everything, Principal: '*' };
    await expect(decide({ resourcePolicy })).resolves.toEqual({
      allowed: true,
      by: { policy: 'on the resource', index: 0 },
    });
  });

  it('what the role lacks', async () => {
    await expect(decide({})).resolves.toEqual({
      allowed: false,
      because: 'no statement allows it',
      message: `${WHO} because no identity-based policy allows the dynamodb:GetItem action`,
      missing: { on: 'a policy of the role caller', statement: missing },
    });
  });

  it("what the resource's policy lacks for a service, and for what the service acts", async () => {
    const resource = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
    const context = { 'aws:SourceArn': [`arn:aws:sns:eu-west-1:${ACCOUNT}:news`], 'aws:SourceAccount': [ACCOUNT] };
    const given = { service: 'sns.amazonaws.com', action: 'lambda:InvokeFunction', resource };
    const message = `User: sns.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${resource} because no resource-based policy allows the lambda:InvokeFunction action`;
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: resource,
    };
    await expect(decide({ ...given, context })).resolves.toEqual({
      allowed: false,
      because: 'no statement allows it',
      message,
      missing: {
        on: `the policy of ${resource}`,
        statement: {
          ...statement,
          Condition: {
            ArnLike: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${ACCOUNT}:news` },
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
          },
        },
      },
    });
    await expect(decide(given)).resolves.toMatchObject({ missing: { statement } });
  });

  it('the boundary that does not allow it', async () => {
    const boundary = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    await expect(decide({ identity: everything, boundary })).resolves.toEqual({
      allowed: false,
      because: 'a permissions boundary does not allow it',
      message: `${WHO} because no permissions boundary allows the dynamodb:GetItem action`,
      missing: { on: `the permissions boundary arn:aws:iam::${ACCOUNT}:policy/boundary`, statement: missing },
    });
  });

  it.each([
    [
      'an identity-based policy',
      'the policy own of the role caller',
      { identity: { ...everything, Effect: 'Deny', Sid: 'No' } },
    ],
    [
      'a permissions boundary',
      `the managed policy arn:aws:iam::${ACCOUNT}:policy/boundary`,
      { identity: everything, boundary: { ...everything, Effect: 'Deny', Sid: 'No' } },
    ],
    [
      'a resource-based policy',
      'on the resource',
      { identity: everything, resourcePolicy: { ...everything, Effect: 'Deny', Principal: '*', Sid: 'No' } },
    ],
  ])('%s that denies it', async (kind, name, given) => {
    await expect(decide(given)).resolves.toMatchObject({
      allowed: false,
      because: 'a statement denies it',
      by: { policy: name, index: 0, sid: 'No' },
      message: `${WHO} with an explicit deny in ${kind}`,
      missing: { on: expect.stringMatching(/, once statement 1 \(No\) of .* no longer denies it$/) as string },
    });
  });
});

describe('a decision stops', () => {
  const ask = async (roleArn: string, resource: string) => {
    const account = iam();
    await makeCaller(account, { identity: everything });
    return account.decide({
      principal: { kind: 'role', roleArn, sessionName: 's' },
      permission: { action: 'dynamodb:GetItem', resource },
      resourcePolicies: [],
    });
  };

  it('at a role that no template makes', async () => {
    const stranger = `arn:aws:iam::${ACCOUNT}:role/stranger`;
    await expect(ask(stranger, TABLE)).rejects.toThrow(
      `The role ${stranger}, which no template makes, is not emulated.`,
    );
  });

  it("at another account's resource", async () => {
    const table = 'arn:aws:dynamodb:eu-west-1:444455556666:table/ledger';
    await expect(ask(`arn:aws:iam::${ACCOUNT}:role/app/caller`, table)).rejects.toThrow(
      `Access to another account's ${table} is not emulated.`,
    );
  });
});

it('allows nothing to a role that is gone', async () => {
  const account = iam();
  await makeCaller(account, { identity: everything });
  const [role] = account.roles();
  const properties = { RoleName: 'caller', AssumeRolePolicyDocument: role!.trustPolicy };
  await provider(account, 'Role').remove({ id: 'caller', attributes: {} }, properties, CONTEXT);
  const permission = { action: 'dynamodb:GetItem', resource: TABLE };
  expect(account.decide({ principal: asks(), permission, resourcePolicies: [] })).toMatchObject({
    allowed: false,
    because: 'there is no such role',
  });
});
