import { type Iam } from '../../../lib/rehearsal/iam/iam';
import { ACCOUNT, asks, CALLER, CONTEXT, iam, makeCaller, policy, provider, TABLE, TRUST } from './account';

const ARN = `arn:aws:iam::${ACCOUNT}:policy/app/readers`;
const READERS = {
  ManagedPolicyName: 'readers',
  Path: '/app/',
  PolicyDocument: policy({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }),
  Roles: ['caller'],
};

function isAllowed(account: Iam, action: string, resource: string): boolean {
  return account.decide({ principal: asks(), permission: { action, resource }, resourcePolicies: [] }).allowed;
}

async function withManaged(...ManagedPolicyArns: string[]): Promise<Iam> {
  const account = iam();
  const properties = { RoleName: 'caller', Path: '/app/', AssumeRolePolicyDocument: TRUST, ManagedPolicyArns };
  await provider(account, 'Role').create(properties, CONTEXT);
  return account;
}

describe('managed policies of templates', () => {
  it('are known by their ARN and grant what they say to the roles they name', async () => {
    const account = iam();
    await makeCaller(account, {});
    const physical = await provider(account, 'ManagedPolicy').create(READERS, CONTEXT);
    expect(physical).toEqual({ id: ARN, attributes: { PolicyArn: ARN } });
    expect(account.role(CALLER)?.managedPolicyArns).toEqual([ARN]);
    expect(isAllowed(account, 'dynamodb:GetItem', TABLE)).toBe(true);
    expect(isAllowed(account, 'dynamodb:PutItem', TABLE)).toBe(false);
  });

  it('grant what they say to the roles that name them, once they are there', async () => {
    const account = await withManaged(ARN);
    expect(() => isAllowed(account, 'dynamodb:GetItem', TABLE)).toThrow(
      `The managed policy ${ARN} is not emulated. Met in the role caller.`,
    );
    await provider(account, 'ManagedPolicy').create({ ...READERS, Roles: [] }, CONTEXT);
    expect(isAllowed(account, 'dynamodb:GetItem', TABLE)).toBe(true);
  });

  it('change what they say and whom they are on, and are replaced by a new name', async () => {
    const account = iam();
    await makeCaller(account, {});
    const managed = provider(account, 'ManagedPolicy');
    const physical = await managed.create(READERS, CONTEXT);
    const writes = policy({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' });
    const writers = { ...READERS, PolicyDocument: writes };
    await managed.update({ physical, previous: READERS, next: writers }, CONTEXT);
    expect(isAllowed(account, 'dynamodb:PutItem', TABLE)).toBe(true);
    await managed.update({ physical, previous: writers, next: { ...writers, Roles: [] } }, CONTEXT);
    expect(isAllowed(account, 'dynamodb:PutItem', TABLE)).toBe(false);
    const next = { ...READERS, ManagedPolicyName: 'others' };
    await expect(managed.update({ physical, previous: READERS, next }, CONTEXT)).resolves.toBe('replace');
  });

  it('cannot share a name', async () => {
    const account = iam();
    const managed = provider(account, 'ManagedPolicy');
    await managed.create({ ...READERS, Roles: [] }, CONTEXT);
    await expect(managed.create({ ...READERS, Path: '/', Roles: [] }, CONTEXT)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'A policy called readers already exists. Duplicate names are not allowed.',
    });
  });

  it('leave the roles they are on when they are removed, and stay where a role names them', async () => {
    const account = iam();
    await makeCaller(account, {});
    const managed = provider(account, 'ManagedPolicy');
    const physical = await managed.create(READERS, CONTEXT);
    await managed.remove(physical, READERS, CONTEXT);
    expect(account.role(CALLER)?.managedPolicyArns).toEqual([]);
    const other = await withManaged(ARN);
    await provider(other, 'ManagedPolicy').create(READERS, CONTEXT);
    await expect(provider(other, 'ManagedPolicy').remove(physical, READERS, CONTEXT)).rejects.toMatchObject({
      code: 'DeleteConflict',
    });
  });

  it('stop at users and groups', async () => {
    const properties = { ...READERS, Groups: ['g'] };
    await expect(provider(iam(), 'ManagedPolicy').create(properties, CONTEXT)).rejects.toThrow(
      'Property Groups of AWS::IAM::ManagedPolicy is not emulated',
    );
  });
});

describe("AWS's own managed policies", () => {
  const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
  const stream = arn('logs', 'log-group:/aws/lambda/f:log-stream:s');

  it.each([
    ['AdministratorAccess', 'dynamodb:GetItem', TABLE, true],
    ['AWSXRayDaemonWriteAccess', 'xray:PutTraceSegments', '*', true],
    ['AWSXRayDaemonWriteAccess', 'xray:GetTraceSummaries', '*', false],
    ['service-role/AWSLambdaBasicExecutionRole', 'logs:PutLogEvents', stream, true],
    ['service-role/AWSLambdaBasicExecutionRole', 'logs:DeleteLogGroup', stream, false],
    ['service-role/AWSLambdaVPCAccessExecutionRole', 'ec2:CreateNetworkInterface', '*', true],
    ['service-role/AWSLambdaSQSQueueExecutionRole', 'sqs:DeleteMessage', arn('sqs', 'q'), true],
    ['service-role/AWSLambdaSQSQueueExecutionRole', 'sqs:SendMessage', arn('sqs', 'q'), false],
    ['service-role/AWSLambdaDynamoDBExecutionRole', 'dynamodb:GetRecords', `${TABLE}/stream/1`, true],
    ['service-role/AWSLambdaDynamoDBExecutionRole', 'dynamodb:GetItem', TABLE, false],
    ['service-role/AmazonAPIGatewayPushToCloudWatchLogs', 'logs:FilterLogEvents', stream, true],
    ['service-role/AWSCodeDeployRoleForLambda', 'sns:Publish', arn('sns', 'news'), true],
    ['service-role/AWSCodeDeployRoleForLambdaLimited', 'sns:Publish', arn('sns', 'news'), false],
    ['service-role/AWSCodeDeployRoleForLambdaLimited', 'cloudwatch:DescribeAlarms', '*', true],
    ['service-role/AWSCodeDeployRoleForLambdaLimited', 'lambda:UpdateAlias', arn('lambda', 'function:f:live'), true],
    ['service-role/AWSCodeDeployRoleForLambdaLimited', 's3:GetObject', 'arn:aws:s3:::b/CodeDeploy/a', true],
    [
      'service-role/AWSCodeDeployRoleForLambdaLimited',
      'lambda:InvokeFunction',
      arn('lambda', 'function:CodeDeployHook_pre'),
      true,
    ],
    ['service-role/AWSCodeDeployRoleForLambdaLimited', 'lambda:InvokeFunction', arn('lambda', 'function:pre'), false],
  ])('%s: %s on %s is %s', async (name, action, resource, expected) => {
    expect(isAllowed(await withManaged(aws(name)), action, resource)).toBe(expected);
  });

  it('stop by name where they are not known, as soon as a decision needs them', async () => {
    const account = await withManaged(aws('AmazonS3ReadOnlyAccess'));
    expect(() => isAllowed(account, 's3:GetObject', 'arn:aws:s3:::b/a')).toThrow(
      `The managed policy ${aws('AmazonS3ReadOnlyAccess')} is not emulated. Met in the role caller.`,
    );
  });
});
