import { type Iam } from '../../../lib/rehearsal/iam/iam';
import { CONTEXT as context, iam, provider, statementsOf, TRUST as trust } from './account';

const allow = (Action: string) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });

describe('roles', () => {
  it('have a name, an ARN under their path and the documents of the template', async () => {
    const account = iam();
    const physical = await provider(account, 'Role').create(
      {
        Path: '/sluice/main/',
        AssumeRolePolicyDocument: trust,
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole'],
        Policies: [{ PolicyName: 'own', PolicyDocument: allow('s3:GetObject') }],
        PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
        MaxSessionDuration: 3600,
        Description: 'x',
        Tags: [{ Key: 'team', Value: 'blue' }],
      },
      context,
    );
    const arn = 'arn:aws:iam::111122223333:role/sluice/main/Chat-Role-1';
    expect(physical.id).toBe('Chat-Role-1');
    expect(physical.attributes.Arn).toBe(arn);
    expect(physical.attributes.RoleId).toMatch(/^AROA[0-9A-Z]{17}$/);
    expect(account.role(arn)).toMatchObject({
      name: 'Chat-Role-1',
      trustPolicy: { Statement: [{ Action: ['sts:AssumeRole'], Principal: { Service: ['lambda.amazonaws.com'] } }] },
      managedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole'],
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      tags: { team: 'blue' },
    });
    expect(account.role('arn:aws:iam::111122223333:role/nobody')).toBeUndefined();
  });

  it('collect the statements of their own policies and of those put on them', async () => {
    const account = iam();
    const Policies = [{ PolicyName: 'own', PolicyDocument: allow('s3:GetObject') }];
    await provider(account, 'Role').create({ RoleName: 'r', AssumeRolePolicyDocument: trust, Policies }, context);
    const attached = { PolicyName: 'more', PolicyDocument: allow('sqs:SendMessage'), Roles: ['r'] };
    await provider(account, 'Policy').create(attached, context);
    expect(statementsOf(account).map(({ Action }) => Action)).toEqual([['s3:GetObject'], ['sqs:SendMessage']]);
  });

  it('keep what was put on them when they are updated, and are replaced by a new name or path', async () => {
    const account = iam();
    const role = provider(account, 'Role');
    const previous = { RoleName: 'r', AssumeRolePolicyDocument: trust };
    const physical = await role.create(previous, context);
    await provider(account, 'Policy').create({ PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: ['r'] }, context);
    await role.update({ physical, previous, next: { ...previous, ManagedPolicyArns: ['arn:x'] } }, context);
    expect(account.roles()).toMatchObject([{ name: 'r', managedPolicyArns: ['arn:x'] }]);
    expect([...account.roles()[0]!.inlinePolicies.keys()]).toEqual(['p']);
    await expect(role.update({ physical, previous, next: { ...previous, Path: '/x/' } }, context)).resolves.toBe(
      'replace',
    );
  });

  it('cannot share a name', async () => {
    const account = iam();
    const properties = { RoleName: 'r', AssumeRolePolicyDocument: trust };
    await provider(account, 'Role').create(properties, context);
    await expect(provider(account, 'Role').create(properties, context)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'Role with name r already exists.',
    });
  });

  it('are gone once removed, with what was put on them', async () => {
    const account = iam();
    const properties = { RoleName: 'r', AssumeRolePolicyDocument: trust };
    const physical = await provider(account, 'Role').create(properties, context);
    await provider(account, 'Policy').create({ PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: ['r'] }, context);
    await provider(account, 'Role').remove(physical, properties, context);
    expect(account.roles()).toEqual([]);
    await provider(account, 'Role').create(properties, context);
    expect(statementsOf(account)).toEqual([]);
  });

  it('stop the rehearsal at a statement element that does not exist', async () => {
    const AssumeRolePolicyDocument = { Statement: [{ Effect: 'Allow', Actions: 's3:*' }] };
    await expect(provider(iam(), 'Role').create({ AssumeRolePolicyDocument }, context)).rejects.toMatchObject({
      name: 'NotEmulated',
    });
  });
});

describe('policies', () => {
  const role = (RoleName: string) => ({ RoleName, AssumeRolePolicyDocument: trust });
  const names = (account: Iam) =>
    Object.fromEntries(account.roles().map(({ name, inlinePolicies }) => [name, [...inlinePolicies.keys()]]));

  it('move between roles and names when they are updated, and leave when they are removed', async () => {
    const account = iam();
    const policy = provider(account, 'Policy');
    await provider(account, 'Role').create(role('a'), context);
    await provider(account, 'Role').create(role('b'), context);
    const first = { PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: ['a'] };
    const second = { ...first, Roles: ['a', 'b'] };
    const third = { ...first, PolicyName: 'q', Roles: ['b'] };
    const physical = await policy.create(first, context);
    expect(names(account)).toEqual({ a: ['p'], b: [] });
    await policy.update({ physical, previous: first, next: second }, context);
    expect(names(account)).toEqual({ a: ['p'], b: ['p'] });
    await policy.update({ physical, previous: second, next: third }, context);
    expect(names(account)).toEqual({ a: [], b: ['q'] });
    await policy.remove(physical, third, context);
    expect(names(account)).toEqual({ a: [], b: [] });
  });

  it('need their roles to exist', async () => {
    const properties = { PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: ['nobody'] };
    await expect(provider(iam(), 'Policy').create(properties, context)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'The role with name nobody cannot be found.',
    });
  });
});

it('says what is not checked', () => {
  expect(iam().assumptions()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^CloudFormation deploys with full rights/)]),
  );
});
