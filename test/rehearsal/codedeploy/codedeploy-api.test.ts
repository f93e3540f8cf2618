import { codeDeployApi } from '../../../lib/rehearsal/codedeploy/codedeploy-api';
import { sha256 } from '../../../lib/rehearsal/codedeploy/app-spec';
import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { Play, PLACE, START, type Script } from './play';

/** The AppSpec that CloudFormation writes for the alias. */
const CONTENT =
  '{"version":0,"Resources":[{"chat":{"Type":"AWS::Lambda::Function","Properties":{"Name":"chat","Alias":"live","CurrentVersion":"1","TargetVersion":"2"}}}],"Hooks":[]}';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

async function played(script: Script = {}) {
  const play = new Play(script);
  const deployment = await play.deployed();
  const api = codeDeployApi(play.codeDeploy, PLACE);
  return { play, deployment, call: (operation: string, input: object) => api(operation, { ...input }, caller) };
}

const stopped: Script = { alarms: { errors: { fromSeconds: 60 } } };

describe('GetDeployment', () => {
  it('describes a deployment that succeeded', async () => {
    const { call, deployment } = await played();
    await expect(call('GetDeployment', { deploymentId: deployment.id })).resolves.toEqual({
      deploymentInfo: {
        applicationName: 'App',
        deploymentGroupName: 'Group',
        deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        deploymentId: deployment.id,
        computePlatform: 'Lambda',
        creator: 'user',
        status: 'Succeeded',
        revision: { revisionType: 'String', string: { content: CONTENT, sha256: sha256(CONTENT) } },
        deploymentOverview: { Pending: 0, InProgress: 0, Succeeded: 1, Failed: 0, Skipped: 0, Ready: 0 },
        deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        createTime: START / 1000,
        startTime: START / 1000,
        completeTime: START / 1000 + 302,
      },
    });
  });

  it('says why a deployment ended and which one rolls it back', async () => {
    const { call, deployment } = await played(stopped);
    const rollbackId = deployment.rollbackDeploymentId!;
    await expect(call('GetDeployment', { deploymentId: deployment.id })).resolves.toMatchObject({
      deploymentInfo: {
        status: 'Stopped',
        errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringContaining('<errors>') as string },
        rollbackInfo: {
          rollbackDeploymentId: rollbackId,
          rollbackMessage: `Deployment ${deployment.id} terminated. Automatic rollback is triggered with a DeploymentId ${rollbackId}.`,
        },
      },
    });
  });

  it('says which deployment a rollback is of', async () => {
    const { call, deployment } = await played(stopped);
    const rollbackId = deployment.rollbackDeploymentId!;
    await expect(call('GetDeployment', { deploymentId: rollbackId })).resolves.toMatchObject({
      deploymentInfo: {
        creator: 'codeDeployRollback',
        rollbackInfo: {
          rollbackTriggeringDeploymentId: deployment.id,
          rollbackMessage: `Deployment ${rollbackId} is triggered to roll back deployment ${deployment.id}.`,
        },
      },
    });
  });

  it('leaves out what a running deployment does not have yet', async () => {
    const play = new Play();
    const api = codeDeployApi(play.codeDeploy, PLACE);
    await play.simulation.run(async () => {
      const { deployment, finished } = play.deploy();
      await play.simulation.sleep(1000);
      const { deploymentInfo } = (await api('GetDeployment', { deploymentId: deployment.id }, caller)) as {
        readonly deploymentInfo: object;
      };
      expect(deploymentInfo).toMatchObject({ status: 'InProgress' });
      expect(Object.keys(deploymentInfo)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/completeTime|errorInformation|rollbackInfo/)]),
      );
      await finished;
    });
  });
});

describe('the target of a deployment', () => {
  it('is one: the alias', async () => {
    const { call, deployment } = await played();
    await expect(call('ListDeploymentTargets', { deploymentId: deployment.id })).resolves.toEqual({
      targetIds: ['chat:live'],
    });
  });

  it('shows the lifecycle and the versions', async () => {
    const { call, deployment } = await played(stopped);
    const input = { deploymentId: deployment.id, targetIds: ['chat:live'] };
    await expect(call('BatchGetDeploymentTargets', input)).resolves.toEqual({
      deploymentTargets: [
        {
          deploymentTargetType: 'LambdaTarget',
          lambdaTarget: {
            deploymentId: deployment.id,
            targetId: 'chat:live',
            targetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live',
            status: 'Failed',
            lastUpdatedAt: START / 1000 + 60,
            lifecycleEvents: [
              {
                lifecycleEventName: 'BeforeAllowTraffic',
                status: 'Succeeded',
                startTime: START / 1000 + 2,
                endTime: START / 1000 + 2,
              },
              expect.objectContaining({ lifecycleEventName: 'AllowTraffic', status: 'Failed' }),
              { lifecycleEventName: 'AfterAllowTraffic', status: 'Skipped' },
            ],
            lambdaFunctionInfo: {
              functionName: 'chat',
              functionAlias: 'live',
              currentVersion: '1',
              targetVersion: '2',
              targetVersionWeight: 0.1,
            },
          },
        },
      ],
    });
  });

  it('has all its traffic after a success', async () => {
    const { call, deployment } = await played();
    const input = { deploymentId: deployment.id, targetIds: ['chat:live'] };
    await expect(call('BatchGetDeploymentTargets', input)).resolves.toMatchObject({
      deploymentTargets: [{ lambdaTarget: { status: 'Succeeded', lambdaFunctionInfo: { targetVersionWeight: 1 } } }],
    });
  });
});

describe('PutLifecycleEventHookExecutionStatus', () => {
  it('takes the answer of a hook', async () => {
    const play = new Play();
    const api = codeDeployApi(play.codeDeploy, PLACE);
    const status = await play.simulation.run(async () => {
      const { finished } = play.deploy({ beforeAllowTrafficHook: 'before' });
      await play.simulation.sleep(5000);
      const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } =
        play.hookCalls[0]!.event;
      await expect(
        api(
          'PutLifecycleEventHookExecutionStatus',
          { deploymentId, lifecycleEventHookExecutionId, status: 'Failed' },
          caller,
        ),
      ).resolves.toEqual({ lifecycleEventHookExecutionId });
      return (await finished).status;
    });
    expect(status).toBe('Failed');
    expect(play.codeDeploy.all()[0]!.completeTime).toBe(START + 5000);
  });
});

describe('the API of CodeDeploy', () => {
  it.each([
    ['GetDeployment', { deploymentId: 'd-NOBODY' }, 'DeploymentDoesNotExistException'],
    ['ListDeploymentTargets', { deploymentId: 'd-NOBODY' }, 'DeploymentDoesNotExistException'],
    ['BatchGetDeploymentTargets', { deploymentId: 'd-NOBODY', targetIds: [] }, 'DeploymentDoesNotExistException'],
    [
      'PutLifecycleEventHookExecutionStatus',
      { deploymentId: 'd-NOBODY', lifecycleEventHookExecutionId: 'x', status: 'Succeeded' },
      'DeploymentDoesNotExistException',
    ],
    ['GetDeploymentTarget', { deploymentId: 'd-NOBODY', targetId: 'x' }, 'DeploymentDoesNotExistException'],
    ['StopDeployment', { deploymentId: 'd-NOBODY' }, 'DeploymentDoesNotExistException'],
    ['GetDeployment', {}, 'DeploymentIdRequiredException'],
    ['GetDeployment', { deploymentId: 'release 7' }, 'InvalidDeploymentIdException'],
    ['BatchGetDeploymentTargets', { deploymentId: 'd-NOBODY' }, 'DeploymentTargetIdRequiredException'],
    ['BatchGetDeployments', { deploymentIds: Array(26).fill('d-A') }, 'BatchLimitExceededException'],
    ['ListDeployments', { applicationName: 'App' }, 'DeploymentGroupNameRequiredException'],
    ['ListDeployments', { deploymentGroupName: 'Group' }, 'ApplicationNameRequiredException'],
    ['ListDeployments', { applicationName: 'No', deploymentGroupName: 'Group' }, 'ApplicationDoesNotExistException'],
    ['ListDeployments', { applicationName: 'App', deploymentGroupName: 'No' }, 'DeploymentGroupDoesNotExistException'],
    ['ListDeployments', { includeOnlyStatuses: ['Done'] }, 'InvalidDeploymentStatusException'],
    ['ListDeployments', { createTimeRange: { start: 2, end: 1 } }, 'InvalidTimeRangeException'],
    ['ListDeployments', { nextToken: 'page' }, 'InvalidNextTokenException'],
    ['GetApplication', { applicationName: 'No' }, 'ApplicationDoesNotExistException'],
    ['GetApplication', {}, 'ApplicationNameRequiredException'],
    ['GetDeploymentGroup', { applicationName: 'App' }, 'DeploymentGroupNameRequiredException'],
    ['GetDeploymentConfig', { deploymentConfigName: 'No' }, 'DeploymentConfigDoesNotExistException'],
    ['ListDeploymentGroups', { applicationName: 'No' }, 'ApplicationDoesNotExistException'],
  ])('answers %s of %j with %s', async (operation, input, code) => {
    const { call } = await played();
    await expect(call(operation, input)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('answers with an error to a target of another deployment', async () => {
    const { call, deployment } = await played();
    const input = { deploymentId: deployment.id, targetIds: ['chat:beta'] };
    await expect(call('BatchGetDeploymentTargets', input)).rejects.toMatchObject({
      code: 'DeploymentTargetDoesNotExistException',
    });
  });

  it('stops by name at an operation that is not emulated', async () => {
    const { call } = await played();
    await expect(call('ContinueDeployment', {})).rejects.toBeInstanceOf(NotEmulated);
    await expect(call('ContinueDeployment', {})).rejects.toThrow(
      'codedeploy:ContinueDeployment is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.',
    );
  });

  it('stops by name at a member that is not emulated', async () => {
    const { call } = await played();
    const stopped = call('ListDeploymentTargets', { deploymentId: 'd-A', targetFilters: {} });
    await expect(stopped).rejects.toThrow(
      'Member targetFilters of codedeploy:ListDeploymentTargets is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.',
    );
  });
});
