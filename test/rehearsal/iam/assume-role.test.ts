import cases from '../../cases/iam/trust.json';
import { type Decision } from '../../../lib/rehearsal/iam/decisions/decision';
import {
  ACCOUNT,
  asks,
  CONTEXT,
  iam,
  makeCaller,
  outcome,
  policy,
  provider,
  type Case,
  type Statements,
} from './account';

interface Row extends Case {
  readonly name: string;
  readonly expected: string;
  readonly trust?: Statements;
  readonly Principal?: unknown;
  readonly Action?: string;
  readonly Condition?: object;
  readonly targetTags?: Readonly<Record<string, string>>;
}

const TARGET = `arn:aws:iam::${ACCOUNT}:role/app/target`;

async function decide({ Principal, Action = 'sts:AssumeRole', Condition, trust, ...given }: Row): Promise<Decision> {
  const account = iam();
  await makeCaller(account, given);
  const statement = { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) };
  await provider(account, 'Role').create(
    {
      RoleName: 'target',
      Path: '/app/',
      AssumeRolePolicyDocument: policy(trust ?? statement),
      Tags: Object.entries(given.targetTags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    },
    CONTEXT,
  );
  return account.decideAssumeRole(asks(given.service), TARGET, given.context);
}

describe('assuming a role', () => {
  it.each(cases as unknown as readonly Row[])('$name: $expected', async (row) => {
    await expect(outcome(() => decide(row))).resolves.toBe(row.expected);
  });

  it('says what the trust policy lacks', async () => {
    const decision = await decide({ name: '', expected: '', Principal: { Service: 'lambda.amazonaws.com' } });
    expect(decision).toEqual({
      allowed: false,
      because: 'the trust policy does not allow it',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/session-1 is not authorized to perform: sts:AssumeRole on resource: ${TARGET} because no role trust policy allows the sts:AssumeRole action`,
      missing: {
        on: `the trust policy of the role ${TARGET}`,
        statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app/caller` },
          Action: 'sts:AssumeRole',
        },
      },
    });
  });

  it('says what the caller lacks where the account is trusted', async () => {
    const decision = await decide({ name: '', expected: '', Principal: { AWS: ACCOUNT } });
    expect(decision).toMatchObject({
      because: 'no statement allows it',
      missing: {
        on: 'a policy of the role caller',
        statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: TARGET },
      },
    });
  });

  it('says in which trust policy a condition stands that cannot be told', async () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    const asked = decide({
      ...{ name: '', expected: '', service: 'lambda.amazonaws.com' },
      ...{ Principal: { Service: 'lambda.amazonaws.com' }, Condition },
    });
    await expect(asked).rejects.toThrow(
      'The condition key aws:SourceAccount is not emulated. Met in statement 1 of the trust policy of the role target. ',
    );
  });

  it('is decided by the trust policy when it is asked for as any other action', async () => {
    const account = iam();
    await makeCaller(account, {});
    const ask = (service: string) =>
      account.decide({
        principal: asks(service),
        permission: { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/app/caller` },
        resourcePolicies: [],
      }).allowed;
    expect([ask('lambda.amazonaws.com'), ask('codedeploy.amazonaws.com')]).toEqual([true, false]);
  });

  it('is refused where the role is gone, and stops where no template made it', async () => {
    const account = iam();
    await makeCaller(account, {});
    const role = `arn:aws:iam::${ACCOUNT}:role/app/caller`;
    const service = asks('lambda.amazonaws.com');
    expect(() => account.decideAssumeRole(service, `${role}x`)).toThrow(
      `The role ${role}x, which no template makes, is not emulated.`,
    );
    const physical = { id: 'caller', attributes: {} };
    await provider(account, 'Role').remove(
      physical,
      { RoleName: 'caller', AssumeRolePolicyDocument: policy([]) },
      CONTEXT,
    );
    expect(account.decideAssumeRole(service, role)).toMatchObject({
      allowed: false,
      because: 'there is no such role',
      missing: { on: `the role ${role}, which was deleted` },
    });
  });
});
