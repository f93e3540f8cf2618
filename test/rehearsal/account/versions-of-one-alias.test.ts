import { type Account } from '../../../lib/rehearsal/account/account';
import { deployStack, quietAccount } from './quiet-account';

let account: Account;

beforeEach(async () => {
  account = quietAccount(['Chat']);
  await account.open();
});

afterEach(() => account.close());

const document = (Statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...Statement }] });
const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({
      Action: 'sts:AssumeRole',
      Principal: { Service: ['lambda.amazonaws.com', 'codedeploy.amazonaws.com'] },
    }),
    Policies: [{ PolicyName: 'all', PolicyDocument: document({ Action: '*', Resource: '*' }) }],
  },
};
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

interface Release {
  readonly code: number;
  readonly role?: string;
  readonly letters?: string;
  readonly config?: string;
}

/** A plain app: a function, its version, and an alias that CodeDeploy moves. */
function app({ code, role: roleId = 'First', letters, config = 'LambdaCanary10Percent5Minutes' }: Release) {
  const DeploymentConfigName = `CodeDeployDefault.${config}`;
  return {
    Resources: {
      First: role,
      Second: role,
      Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
      Others: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'others' } },
      Chat: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'chat',
          PackageType: 'Image',
          Code: { ImageUri: `chat:${code}` },
          Role: arnOf(roleId),
          ...(letters === undefined ? {} : { DeadLetterConfig: { TargetArn: letters } }),
        },
      },
      [`Version${code}`]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Chat' } } },
      Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
      Group: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: {
          ApplicationName: { Ref: 'Application' },
          DeploymentConfigName,
          DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
          AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] },
          ServiceRoleArn: arnOf('First'),
        },
      },
      Live: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Chat' },
          FunctionVersion: { 'Fn::GetAtt': [`Version${code}`, 'Version'] },
          Name: 'live',
        },
        UpdatePolicy: {
          CodeDeployLambdaAliasUpdate: {
            ApplicationName: { Ref: 'Application' },
            DeploymentGroupName: { Ref: 'Group' },
          },
        },
      },
    },
  };
}

async function released(before: Release, after: Release) {
  await deployStack(account, 'App', app(before));
  const operation = await deployStack(account, 'App', app(after));
  return { ...operation, alias: account.lambda.registry.alias('chat', 'live') };
}

const LETTERS = 'arn:aws:sqs:us-east-1:123456789012:letters';
const OTHERS = 'arn:aws:sns:us-east-1:123456789012:others';

describe('two versions of one alias', () => {
  it.each<[string, string, Release, Release]>([
    ['execution role', 'execution role', { code: 1 }, { code: 2, role: 'Second' }],
    ['new dead-letter queue', 'dead-letter queue', { code: 1 }, { code: 2, letters: LETTERS }],
    ['other dead-letter target', 'dead-letter queue', { code: 1, letters: LETTERS }, { code: 2, letters: OTHERS }],
  ])('share no traffic where new code brings its own %s', async (_, differing, before, after) => {
    expect(await released(before, after)).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failed: [
        expect.stringContaining(
          `AWS Lambda does not split traffic between these versions: Specified versions must be associated with the same ${differing}`,
        ),
      ],
      alias: { name: 'live', version: '1' },
    });
    const [deployment, rollback] = account.codeDeploy.all();
    expect(deployment).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'INVALID_LAMBDA_CONFIGURATION' },
      lifecycle: [{ status: 'Succeeded' }, { status: 'Failed' }, { status: 'Skipped' }],
    });
    expect(rollback).toMatchObject({ creator: 'codeDeployRollback', status: 'Succeeded' });
  });

  it.each<[string, Release, Release]>([
    ['all traffic moves at once', { code: 1 }, { code: 2, role: 'Second', config: 'LambdaAllAtOnce' }],
    ['nothing but code is new', { code: 1, letters: LETTERS }, { code: 2, letters: LETTERS }],
  ])('follow each other where %s', async (_, before, after) => {
    expect(await released(before, after)).toEqual({
      status: 'UPDATE_COMPLETE',
      failed: [],
      alias: { name: 'live', version: '2' },
    });
  });

  it('are told of in the assumptions, as AWS does not say how CodeDeploy fails', () => {
    expect(account.assumptions().join('\n')).toMatch(
      /different execution roles or dead-letter targets.*fails with INVALID_LAMBDA_CONFIGURATION/,
    );
  });
});

describe('a dead-letter queue', () => {
  it('gets what failed for good, after the retries', async () => {
    await deployStack(account, 'App', app({ code: 1, letters: LETTERS }));
    account.functionModels.use({ Chat: { model: { errorRate: 1 } } });
    await account.simulation.run(() => {
      account.lambda.invokeAsynchronously({ functionName: 'chat:live', payload: '{"city":"Oslo"}' });
      return Promise.resolve();
    });
    const [letter, ...more] = await account.sqs.receive(LETTERS, { maximum: 10 });
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ body: '{"city":"Oslo"}' });
  });

  it('is refused where the function may not send to it', async () => {
    const { Resources } = app({ code: 1, letters: LETTERS });
    const First = { ...role, Properties: { ...role.Properties, Policies: [] } };
    expect(await deployStack(account, 'App', { Resources: { ...Resources, First } })).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      failed: [
        expect.stringContaining('The provided execution role does not have permissions to call SendMessage on SQS'),
      ],
    });
  });
});
