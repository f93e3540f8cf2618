import { codeDeployApi } from '../../../lib/rehearsal/codedeploy/codedeploy-api';
import { Play, PLACE, START, type Script } from './play';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/operator' };
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

function account(script: Script = {}) {
  const play = new Play(script);
  const api = codeDeployApi(play.codeDeploy, PLACE);
  const call = (operation: string, input: object) => api(operation, { ...input }, caller);
  return { play, call };
}

const named = { applicationName: 'App', deploymentGroupName: 'Group' };
const current = { applicationName: 'App', currentDeploymentGroupName: 'Group' };

describe('GetDeploymentGroup', () => {
  it('describes the settings and the last deployments', async () => {
    const { play, call } = account({ alarms: { errors: { fromSeconds: 60 } } });
    const { id } = await play.deployed();
    const rollback = play.codeDeploy.all().at(-1)!;
    await expect(call('GetDeploymentGroup', named)).resolves.toEqual({
      deploymentGroupInfo: {
        applicationName: 'App',
        deploymentGroupId: uuid,
        deploymentGroupName: 'Group',
        deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        serviceRoleArn: 'arn:aws:iam::111122223333:role/codedeploy',
        alarmConfiguration: { enabled: true, ignorePollAlarmFailure: false, alarms: [{ name: 'errors' }] },
        autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        computePlatform: 'Lambda',
        lastSuccessfulDeployment: {
          deploymentId: rollback.id,
          status: 'Succeeded',
          createTime: START / 1000 + 61,
          endTime: START / 1000 + 63,
        },
        lastAttemptedDeployment: expect.objectContaining({ deploymentId: rollback.id }) as object,
      },
    });
    expect(id).not.toBe(rollback.id);
  });

  it('tells the last success from a later attempt that failed', async () => {
    const { play, call } = account();
    const { id } = await play.deployed();
    const failed = await play.deployed();
    play.codeDeploy.deployment(failed.rollbackDeploymentId ?? failed.id).status = 'Failed';
    await expect(call('GetDeploymentGroup', named)).resolves.toMatchObject({
      deploymentGroupInfo: { lastSuccessfulDeployment: { deploymentId: id } },
    });
  });

  it('is of a group that exists', async () => {
    const asked = account().call('GetDeploymentGroup', { ...named, deploymentGroupName: 'No' });
    await expect(asked).rejects.toMatchObject({ code: 'DeploymentGroupDoesNotExistException' });
  });
});

describe('lists', () => {
  it('name the groups of an application', async () => {
    const { play, call } = account();
    const group = play.codeDeploy.group('App', 'Group');
    play.codeDeploy.groups.set('App/Another', { ...group, name: 'Another' });
    play.codeDeploy.groups.set('Other/Third', { ...group, applicationName: 'Other', name: 'Third' });
    await expect(call('ListDeploymentGroups', { applicationName: 'App' })).resolves.toEqual({
      applicationName: 'App',
      deploymentGroups: ['Another', 'Group'],
    });
    const input = { applicationName: 'App', deploymentGroupNames: ['Group', 'Third'] };
    await expect(call('BatchGetDeploymentGroups', input)).resolves.toEqual({
      deploymentGroupsInfo: [expect.objectContaining({ deploymentGroupName: 'Group' })],
      errorMessage: 'No Deployment Group found for name: Third',
    });
  });

  it('name the applications, a page at a time', async () => {
    const { play, call } = account();
    const others = Array.from({ length: 99 }, (_, index) => `Cab${String(index).padStart(2, '0')}`);
    for (const name of ['Zoo', ...others]) play.codeDeploy.applications.add(name);
    const applications = ['App', ...others];
    await expect(call('ListApplications', {})).resolves.toEqual({ applications, nextToken: 'page-100' });
    await expect(call('ListApplications', { nextToken: 'page-100' })).resolves.toEqual({ applications: ['Zoo'] });
  });

  it('name CodeDeploy’s configurations and one’s own', async () => {
    const { play, call } = account();
    play.codeDeploy.configurations.set('Ours', { kind: 'linear', percentage: 20, intervalMinutes: 3 });
    const { deploymentConfigsList } = (await call('ListDeploymentConfigs', {})) as {
      readonly deploymentConfigsList: readonly string[];
    };
    expect(deploymentConfigsList).toHaveLength(10);
    expect(deploymentConfigsList).toContain('Ours');
  });
});

describe('what is asked for at once', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

  it.each([
    ['BatchGetDeploymentGroups', 100, 'BatchLimitExceededException'],
    ['BatchGetDeploymentTargets', 25, 'DeploymentTargetListSizeExceededException'],
  ])('is at most so much: %s, %d', async (operation, most, code) => {
    const { play, call } = account();
    const { id } = await play.deployed();
    const asked = (count: number) =>
      operation === 'BatchGetDeploymentGroups'
        ? call(operation, { applicationName: 'App', deploymentGroupNames: names(count) })
        : call(operation, { deploymentId: id, targetIds: Array.from({ length: count }, () => 'chat:live') });
    await expect(asked(most)).resolves.toBeDefined();
    await expect(asked(most + 1)).rejects.toMatchObject({ code });
  });
});

describe('GetDeploymentTarget', () => {
  const target = async (hooks: object, eventsWithoutHookListed: boolean) => {
    const script = { hooks: { check: { afterSeconds: 1, status: 'Succeeded' } }, options: { eventsWithoutHookListed } };
    const { play, call } = account(script);
    const { id } = await play.deployed(hooks);
    const { deploymentTarget } = (await call('GetDeploymentTarget', { deploymentId: id, targetId: 'chat:live' })) as {
      readonly deploymentTarget: {
        readonly lambdaTarget: { readonly lifecycleEvents: readonly { readonly lifecycleEventName: string }[] };
      };
    };
    return deploymentTarget.lambdaTarget.lifecycleEvents.map(({ lifecycleEventName }) => lifecycleEventName);
  };

  it('lists the events without a hook where the account is told to', async () => {
    expect(await target({}, true)).toEqual(['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic']);
    expect(await target({}, false)).toEqual(['AllowTraffic']);
    expect(await target({ beforeAllowTrafficHook: 'check' }, false)).toEqual(['BeforeAllowTraffic', 'AllowTraffic']);
    expect(await target({ afterAllowTrafficHook: 'check' }, false)).toEqual(['AllowTraffic', 'AfterAllowTraffic']);
  });
});

describe('GetApplication', () => {
  it('keeps the time of an application that is added once more', async () => {
    const { play, call } = account();
    await play.deployed();
    play.codeDeploy.applications.add('App');
    await expect(call('GetApplication', { applicationName: 'App' })).resolves.toMatchObject({
      application: { createTime: START / 1000 },
    });
  });

  it('says when the application was made', async () => {
    const { play, call } = account();
    await play.deployed();
    play.codeDeploy.applications.add('Later');
    await expect(call('GetApplication', { applicationName: 'Later' })).resolves.toEqual({
      application: {
        applicationId: uuid,
        applicationName: 'Later',
        createTime: START / 1000 + 302,
        linkedToGitHub: false,
        computePlatform: 'Lambda',
      },
    });
  });
});

describe('GetDeploymentConfig', () => {
  it.each([
    [{ kind: 'all-at-once' }, { type: 'AllAtOnce' }],
    [
      { kind: 'canary', percentage: 20, intervalMinutes: 3 },
      { type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage: 20, canaryInterval: 3 } },
    ],
    [
      { kind: 'linear', percentage: 20, intervalMinutes: 3 },
      { type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 20, linearInterval: 3 } },
    ],
  ] as const)('describes %j as %j', async (routing, trafficRoutingConfig) => {
    const { play, call } = account();
    play.codeDeploy.configurations.set('Ours', routing);
    await expect(call('GetDeploymentConfig', { deploymentConfigName: 'Ours' })).resolves.toEqual({
      deploymentConfigInfo: {
        deploymentConfigId: uuid,
        deploymentConfigName: 'Ours',
        computePlatform: 'Lambda',
        trafficRoutingConfig,
      },
    });
  });
});

describe('UpdateDeploymentGroup', () => {
  it('changes what it is given and nothing else', async () => {
    const { play, call } = account();
    const before = play.codeDeploy.group('App', 'Group');
    const alarmConfiguration = { enabled: true, alarms: [{ name: 'errors' }] };
    await expect(call('UpdateDeploymentGroup', { ...current, alarmConfiguration })).resolves.toEqual({});
    expect(play.codeDeploy.group('App', 'Group')).toEqual({ ...before, alarms: ['errors'] });
  });

  it('changes the rollback by itself', async () => {
    const { play, call } = account();
    await call('UpdateDeploymentGroup', { ...current, autoRollbackConfiguration: { enabled: false } });
    expect(play.codeDeploy.group('App', 'Group').rollbackOn).toEqual([]);
  });

  it('changes nothing of the deployment that runs', async () => {
    const { play, call } = account({ alarms: { errors: { fromSeconds: 60 } } });
    const { status } = await play.simulation.run(async () => {
      const { finished } = play.deploy();
      await call('UpdateDeploymentGroup', { ...current, alarmConfiguration: { enabled: false } });
      return finished;
    });
    expect(status).toBe('Stopped');
    await play.deployed();
    expect(play.codeDeploy.all().at(-1)!.status).toBe('Succeeded');
  });

  it.each([
    [
      { alarmConfiguration: { enabled: true, alarms: Array.from({ length: 11 }, (_, n) => ({ name: `a${n}` })) } },
      { code: 'AlarmsLimitExceededException' },
    ],
    [{ deploymentConfigName: 'No' }, { code: 'DeploymentConfigDoesNotExistException' }],
    [{ autoRollbackConfiguration: { events: ['NEVER'] } }, { code: 'InvalidAutoRollbackConfigException' }],
    [{ newDeploymentGroupName: 'Other' }, { name: 'NotEmulated' }],
    [{ serviceRoleArn: 'arn:aws:iam::111122223333:role/other' }, { name: 'NotEmulated' }],
  ])('refuses %j', async (change, error) => {
    const { play, call } = account();
    const before = play.codeDeploy.group('App', 'Group');
    await expect(call('UpdateDeploymentGroup', { ...current, ...change })).rejects.toMatchObject(error);
    expect(play.codeDeploy.group('App', 'Group')).toBe(before);
  });
});
