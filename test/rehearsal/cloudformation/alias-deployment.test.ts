import { type CloudFormationOptions } from '../../../lib/rehearsal/cloudformation/cloudformation-options';
import { Account, lines, serviceError, thing } from './account';

const POLICY = {
  CodeDeployLambdaAliasUpdate: {
    ApplicationName: { Ref: 'Application' },
    DeploymentGroupName: 'chat-group',
    BeforeAllowTrafficHook: 'before',
    AfterAllowTrafficHook: { 'Fn::Sub': 'after' },
  },
};

interface Variation {
  readonly properties?: object;
  readonly attributes?: object;
  readonly others?: object;
}

function resources(version: string, { properties, attributes = { UpdatePolicy: POLICY }, others }: Variation = {}) {
  const alias = { FunctionName: 'chat', Name: 'live', FunctionVersion: version, ...properties };
  return { Application: thing(), Live: { Type: 'AWS::Lambda::Alias', Properties: alias, ...attributes }, ...others };
}

async function deployed(options: Partial<CloudFormationOptions> = {}, first = resources('1')): Promise<Account> {
  const account = new Account(options);
  await account.deploy(first);
  account.takeCalls();
  return account;
}

function succeed(account: Account): void {
  account.deployments.push({ afterMs: 300_000, succeeded: true, message: '' });
}

function fail(account: Account): void {
  const message = 'The deployment failed because one or more of the lifecycle event validation functions failed.';
  account.deployments.push({ afterMs: 60_000, succeeded: false, message, rollbackDeploymentId: 'd-back' });
}

describe('an alias that CodeDeploy moves', () => {
  it('is created without a deployment', async () => {
    const account = await deployed();
    expect(account.requests).toEqual([]);
  });

  it('is moved by a deployment where its version changes, and not updated besides', async () => {
    const account = await deployed();
    succeed(account);
    const operation = await account.deploy(resources('2'));
    expect(account.requests).toEqual([
      {
        applicationName: 'Application-1',
        deploymentGroupName: 'chat-group',
        beforeAllowTrafficHook: 'before',
        afterAllowTrafficHook: 'after',
        functionName: 'chat',
        aliasName: 'live',
        currentVersion: '1',
        targetVersion: '2',
      },
    ]);
    expect(account.takeCalls()).toEqual(['deploy d-1']);
    expect(lines(operation.events)).toEqual([
      '2 s Chat UPDATE_IN_PROGRESS User Initiated',
      '2 s Live UPDATE_IN_PROGRESS',
      '3 s Live UPDATE_IN_PROGRESS CodeDeploy deployment started: d-1',
      '323 s Live UPDATE_COMPLETE',
      '323 s Chat UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      '323 s Chat UPDATE_COMPLETE',
    ]);
    expect(account.cloudFormation.resources('Chat').get('Live')?.properties).toMatchObject({ FunctionVersion: '2' });
  });

  it('is left as CodeDeploy left it where the deployment fails, and the stack rolls back', async () => {
    const account = await deployed();
    fail(account);
    const others = { Fresh: thing() };
    const operation = await account.deploy(
      resources('2', { others, attributes: { UpdatePolicy: POLICY, DependsOn: 'Fresh' } }),
    );
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(operation.reason).toMatch(
      /^Resource handler returned message: "d-1 failed\. The deployment failed because one or more of the lifecycle event validation functions failed\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InternalFailure\)$/,
    );
    expect(account.takeCalls()).toEqual(['create Fresh', 'deploy d-1', 'remove Fresh-2']);
    expect(lines(operation.events)).toEqual([
      '2 s Chat UPDATE_IN_PROGRESS User Initiated',
      '2 s Fresh CREATE_IN_PROGRESS',
      '3 s Fresh CREATE_IN_PROGRESS Resource creation Initiated',
      '3 s Fresh CREATE_COMPLETE',
      '3 s Live UPDATE_IN_PROGRESS',
      '4 s Live UPDATE_IN_PROGRESS CodeDeploy deployment started: d-1',
      '84 s Live UPDATE_IN_PROGRESS CodeDeploy rollback deployment started: d-back',
      `84 s Live UPDATE_FAILED ${operation.reason ?? ''}`,
      '84 s Chat UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Live].',
      '84 s Live UPDATE_IN_PROGRESS',
      '84 s Live UPDATE_COMPLETE',
      '84 s Chat UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      '84 s Fresh DELETE_IN_PROGRESS',
      '85 s Fresh DELETE_COMPLETE',
      '85 s Chat UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('starts the next deployment from the version CloudFormation last gave it', async () => {
    const account = await deployed();
    fail(account);
    await account.deploy(resources('2'));
    succeed(account);
    await account.deploy(resources('3'));
    expect(account.requests[1]).toMatchObject({ currentVersion: '1', targetVersion: '3' });
  });

  it('is put back without CodeDeploy where a later resource fails', async () => {
    const account = await deployed();
    succeed(account);
    account.broken.set('create Later', serviceError('no'));
    const operation = await account.deploy(resources('2', { others: { Later: thing({}, { DependsOn: 'Live' }) } }));
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.requests).toHaveLength(1);
    expect(account.takeCalls()).toEqual([
      'deploy d-1',
      'create Later',
      expect.stringMatching(/^update Live .*"FunctionVersion":"2"} → .*"FunctionVersion":"1"}$/),
    ]);
    expect(account.cloudFormation.assumptions()).toContain(
      'A resource that fails after the alias was shifted puts the alias back at once, without CodeDeploy and without hooks.',
    );
  });

  it('is updated after the deployment where more than its version changes', async () => {
    const account = await deployed();
    succeed(account);
    await account.deploy(resources('2', { properties: { Value: 'new' } }));
    expect(account.takeCalls()).toEqual([
      'deploy d-1',
      expect.stringMatching(/^update Live {"FunctionName":"chat",.*"1"} → .*"FunctionVersion":"2","Value":"new"}$/),
    ]);
  });

  it('is put back where the update after its deployment fails', async () => {
    const account = await deployed();
    succeed(account);
    const update =
      'update Live {"FunctionName":"chat","Name":"live","FunctionVersion":"1"} → ' +
      '{"FunctionName":"chat","Name":"live","FunctionVersion":"2","Value":"new"}';
    account.broken.set(update, serviceError('no'));
    const operation = await account.deploy(resources('2', { properties: { Value: 'new' } }));
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.takeCalls()).toEqual([
      'deploy d-1',
      update,
      expect.stringMatching(/^update Live .*"Value":"new"} → .*"FunctionVersion":"1"}$/),
    ]);
    const statuses = operation.events.filter(({ logicalId }) => logicalId === 'Live').map(({ status }) => status);
    expect(statuses.slice(-3)).toEqual(['UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
    expect(account.cloudFormation.resources('Chat').get('Live')?.properties).toMatchObject({ FunctionVersion: '1' });
  });

  it('fails like any resource where the deployment cannot be started', async () => {
    const account = await deployed();
    account.broken.set('deploy d-1', serviceError('No deployment group', 'DeploymentGroupDoesNotExistException'));
    const operation = await account.deploy(resources('2'));
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(operation.reason).toMatch(/"No deployment group" .*HandlerErrorCode: NotFound/);
  });

  it.each([
    ['its version stays', resources('1', { properties: { Value: 'new' } }), 'update Live'],
    ['its template carries no policy', resources('2', { attributes: {} }), 'update Live'],
  ])('is updated in the ordinary way where %s', async (_, next, call) => {
    const account = await deployed();
    await account.deploy(next);
    expect(account.requests).toEqual([]);
    expect(account.takeCalls()).toEqual([expect.stringContaining(call)]);
  });

  it('is replaced in the ordinary way where its name changes with its version', async () => {
    const account = await deployed();
    await account.deploy(resources('2', { properties: { Name: 'other', Fixed: 1 } }));
    expect(account.requests).toEqual([]);
    expect(account.takeCalls()).toEqual(['create Live', 'remove live']);
  });

  it('follows the policy of the previous template where told so', async () => {
    const without = resources('1', { attributes: {} });
    const account = await deployed({ aliasUpdatePolicyFrom: 'previous' }, without);
    await account.deploy(resources('2'));
    expect(account.requests).toEqual([]);
    await account.deploy(resources('3'));
    expect(account.requests).toMatchObject([{ currentVersion: '2', targetVersion: '3' }]);
  });

  it('runs the hooks that come with the update', async () => {
    const withoutHooks = { ApplicationName: { Ref: 'Application' }, DeploymentGroupName: 'chat-group' };
    const UpdatePolicy = { CodeDeployLambdaAliasUpdate: withoutHooks };
    const account = await deployed({}, resources('1', { attributes: { UpdatePolicy } }));
    await account.deploy(resources('2'));
    expect(account.requests).toMatchObject([{ beforeAllowTrafficHook: 'before' }]);
  });

  it('says nothing of CodeDeploy in its events where a later resource puts it back', async () => {
    const account = await deployed({ resourceOperationMs: 0, codeDeployPollMs: 0 });
    succeed(account);
    account.broken.set('create Later', serviceError('no'));
    const { events } = await account.deploy(resources('2', { others: { Later: thing({}, { DependsOn: 'Live' }) } }));
    const rollback = events.findIndex(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
    expect(lines(events.slice(rollback))).toEqual([
      '300 s Chat UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Later].',
      '300 s Live UPDATE_IN_PROGRESS',
      '300 s Live UPDATE_COMPLETE',
      '300 s Chat UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      '300 s Later DELETE_COMPLETE',
      '300 s Chat UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('ends in UPDATE_ROLLBACK_FAILED where it cannot be put back', async () => {
    const account = await deployed();
    succeed(account);
    account.broken.set('create Later', serviceError('no'));
    account.broken.set('update Live', serviceError('locked'));
    const operation = await account.deploy(resources('2', { others: { Later: thing({}, { DependsOn: 'Live' }) } }));
    expect(operation.status).toBe('UPDATE_ROLLBACK_FAILED');
    expect(account.cloudFormation.resources('Chat').get('Live')?.properties).toMatchObject({ FunctionVersion: '2' });
  });
});
