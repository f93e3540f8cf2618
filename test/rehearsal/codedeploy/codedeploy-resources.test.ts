import { codeDeployResources } from '../../../lib/rehearsal/codedeploy/codedeploy-resources';
import { Play, PLACE } from './play';

const context = { stackName: 'Chat', logicalId: 'R', where: 'chat.json, R', generatedName: 'Chat-R-1A2B' };

function account() {
  const { codeDeploy } = new Play();
  const providers = codeDeployResources(
    codeDeploy,
    PLACE,
    (roleArn) => roleArn !== 'arn:aws:iam::111122223333:role/nobody',
  );
  return {
    codeDeploy,
    provider: (type: string) => providers.find((one) => one.type === `AWS::CodeDeploy::${type}`)!,
  };
}

const group = {
  ApplicationName: 'App',
  DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
  ServiceRoleArn: 'arn:aws:iam::111122223333:role/codedeploy',
};

describe('a group', () => {
  it('is not made with a role that CodeDeploy cannot assume', async () => {
    const ServiceRoleArn = 'arn:aws:iam::111122223333:role/nobody';
    await expect(
      account()
        .provider('DeploymentGroup')
        .create({ ...group, ServiceRoleArn }, context),
    ).rejects.toThrow('Cannot assume role provided: arn:aws:iam::111122223333:role/nobody');
  });
});

describe('an application', () => {
  it('exists until it is removed', async () => {
    const { codeDeploy, provider } = account();
    const application = await provider('Application').create({ ComputePlatform: 'Lambda' }, context);
    expect(application).toEqual({
      id: 'Chat-R-1A2B',
      attributes: { Arn: 'arn:aws:codedeploy:eu-west-1:111122223333:application:Chat-R-1A2B' },
    });
    expect([...codeDeploy.applications]).toEqual(['App', 'Chat-R-1A2B']);
    await provider('Application').remove(application, { ComputePlatform: 'Lambda' }, context);
    expect([...codeDeploy.applications]).toEqual(['App']);
  });

  it('is of the Lambda platform', async () => {
    await expect(account().provider('Application').create({ ComputePlatform: 'ECS' }, context)).rejects.toThrow(
      'Property ComputePlatform of AWS::CodeDeploy::Application with the value "ECS"',
    );
  });
});

describe('a deployment configuration', () => {
  it.each([
    [{ Type: 'AllAtOnce' }, { kind: 'all-at-once' }],
    [
      { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryPercentage: 20, CanaryInterval: '7' } },
      { kind: 'canary', percentage: 20, intervalMinutes: 7 },
    ],
    [
      { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearPercentage: 30, LinearInterval: 2 } },
      { kind: 'linear', percentage: 30, intervalMinutes: 2 },
    ],
  ])('reads %j as %j', async (TrafficRoutingConfig, routing) => {
    const { codeDeploy, provider } = account();
    const properties = { ComputePlatform: 'Lambda', DeploymentConfigName: 'Ours', TrafficRoutingConfig };
    const physical = await provider('DeploymentConfig').create(properties, context);
    expect(codeDeploy.configurations.get('Ours')).toEqual(routing);
    await provider('DeploymentConfig').remove(physical, properties, context);
    expect(codeDeploy.configurations.has('Ours')).toBe(false);
  });

  it('is replaced by every change', async () => {
    const { provider } = account();
    const properties = { ComputePlatform: 'Lambda', TrafficRoutingConfig: { Type: 'AllAtOnce' } };
    const physical = await provider('DeploymentConfig').create(properties, context);
    const change = { physical, previous: properties, next: properties };
    await expect(provider('DeploymentConfig').update(change, context)).resolves.toBe('replace');
  });
});

describe('a deployment group', () => {
  it('has the settings of CodeDeploy where the template says none', async () => {
    const { codeDeploy, provider } = account();
    await expect(provider('DeploymentGroup').create(group, context)).resolves.toMatchObject({ id: 'Chat-R-1A2B' });
    expect(codeDeploy.group('App', 'Chat-R-1A2B')).toEqual({
      applicationName: 'App',
      name: 'Chat-R-1A2B',
      configName: 'CodeDeployDefault.LambdaAllAtOnce',
      roleArn: group.ServiceRoleArn,
      alarms: [],
      alarmsEnabled: true,
      ignorePollAlarmFailure: false,
      rollbackOn: [],
    });
  });

  it('has the settings of the template', async () => {
    const { codeDeploy, provider } = account();
    await provider('DeploymentGroup').create(
      {
        ...group,
        DeploymentGroupName: 'Ours',
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AlarmConfiguration: { Alarms: [{ Name: 'errors' }], Enabled: 'false', IgnorePollAlarmFailure: true },
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] },
      },
      context,
    );
    expect(codeDeploy.group('App', 'Ours')).toMatchObject({
      configName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      alarms: ['errors'],
      alarmsEnabled: false,
      ignorePollAlarmFailure: true,
      rollbackOn: ['DEPLOYMENT_FAILURE'],
    });
  });

  it('rolls nothing back where rollbacks are switched off', async () => {
    const { codeDeploy, provider } = account();
    const AutoRollbackConfiguration = { Enabled: false, Events: ['DEPLOYMENT_FAILURE'] };
    await provider('DeploymentGroup').create({ ...group, AutoRollbackConfiguration }, context);
    expect(codeDeploy.group('App', 'Chat-R-1A2B').rollbackOn).toEqual([]);
  });

  it('changes in place, keeps its name, and goes', async () => {
    const { codeDeploy, provider } = account();
    const physical = await provider('DeploymentGroup').create(group, context);
    const next = { ...group, AlarmConfiguration: { Alarms: [{ Name: 'errors' }] } };
    await expect(provider('DeploymentGroup').update({ physical, previous: group, next }, context)).resolves.toEqual(
      physical,
    );
    expect(codeDeploy.group('App', physical.id).alarms).toEqual(['errors']);
    await provider('DeploymentGroup').remove(physical, next, context);
    expect(() => codeDeploy.group('App', physical.id)).toThrow('No Deployment Group found');
  });

  it.each([
    ['an application', { ApplicationName: 'Another' }],
    ['a name', { DeploymentGroupName: 'Other' }],
  ])('is replaced by a change of %s', async (_, change) => {
    const { provider } = account();
    const physical = await provider('DeploymentGroup').create(group, context);
    const next = { ...group, ...change };
    await expect(provider('DeploymentGroup').update({ physical, previous: group, next }, context)).resolves.toBe(
      'replace',
    );
  });

  it.each([
    [{ TriggerConfigurations: [] }, 'Property TriggerConfigurations of AWS::CodeDeploy::DeploymentGroup'],
    [{ AutoRollbackConfiguration: { Events: ['SOMETHING'] } }, 'Property AutoRollbackConfiguration.Events.0'],
    [
      { DeploymentStyle: { DeploymentOption: 'WITHOUT_TRAFFIC_CONTROL', DeploymentType: 'IN_PLACE' } },
      'Property DeploymentStyle.DeploymentOption of AWS::CodeDeploy::DeploymentGroup with the value "WITHOUT_TRAFFIC_CONTROL"',
    ],
  ])('stops by name at %j', async (change, message) => {
    await expect(
      account()
        .provider('DeploymentGroup')
        .create({ ...group, ...change }, context),
    ).rejects.toThrow(message);
  });
});

describe('what CodeDeploy refuses of a template', () => {
  const alarms = (count: number) => ({ Alarms: Array.from({ length: count }, (_, n) => ({ Name: `alarm-${n}` })) });
  const canary = (CanaryPercentage: number, CanaryInterval: number) => ({
    ComputePlatform: 'Lambda',
    TrafficRoutingConfig: { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryPercentage, CanaryInterval } },
  });
  const linear = (LinearPercentage: number, LinearInterval: number) => ({
    ComputePlatform: 'Lambda',
    TrafficRoutingConfig: { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearPercentage, LinearInterval } },
  });

  it.each([
    ['DeploymentGroup', { ...group, AlarmConfiguration: alarms(11) }, 'AlarmsLimitExceededException'],
    [
      'DeploymentGroup',
      { ...group, AlarmConfiguration: { Alarms: [{ Name: 'a' }, { Name: 'a' }] } },
      'InvalidAlarmConfigException',
    ],
    [
      'DeploymentGroup',
      { ...group, AlarmConfiguration: { Alarms: [{ Name: 'a'.repeat(256) }] } },
      'InvalidAlarmConfigException',
    ],
    ['DeploymentGroup', { ...group, ApplicationName: 'Nobody' }, 'ApplicationDoesNotExistException'],
    ['DeploymentGroup', { ...group, DeploymentConfigName: 'Nobody' }, 'DeploymentConfigDoesNotExistException'],
    ['DeploymentGroup', { ...group, DeploymentGroupName: 'Group' }, 'DeploymentGroupAlreadyExistsException'],
    ['DeploymentGroup', { ...group, DeploymentGroupName: 'a b' }, 'InvalidDeploymentGroupNameException'],
    ['Application', { ComputePlatform: 'Lambda', ApplicationName: 'App' }, 'ApplicationAlreadyExistsException'],
    ['Application', { ComputePlatform: 'Lambda', ApplicationName: 'a'.repeat(101) }, 'InvalidApplicationNameException'],
    [
      'DeploymentConfig',
      { ...canary(10, 5), DeploymentConfigName: 'CodeDeployDefault.Ours' },
      'InvalidDeploymentConfigNameException',
    ],
    ['DeploymentConfig', canary(100, 5), 'InvalidTrafficRoutingConfigurationException'],
    ['DeploymentConfig', canary(10, 2881), 'InvalidTrafficRoutingConfigurationException'],
    ['DeploymentConfig', linear(1, 30), 'InvalidTrafficRoutingConfigurationException'],
  ])('%s %j: %s', async (type, properties, code) => {
    await expect(account().provider(type).create(properties, context)).rejects.toMatchObject({
      name: 'ApiError',
      code,
    });
  });

  it('takes ten alarms, and refuses the eleventh in an update too', async () => {
    const { codeDeploy, provider } = account();
    const previous = { ...group, AlarmConfiguration: alarms(10) };
    const physical = await provider('DeploymentGroup').create(previous, context);
    const next = { ...group, AlarmConfiguration: alarms(11) };
    await expect(provider('DeploymentGroup').update({ physical, previous, next }, context)).rejects.toMatchObject({
      code: 'AlarmsLimitExceededException',
    });
    expect(codeDeploy.group('App', physical.id).alarms).toHaveLength(10);
  });

  it('refuses the 201st configuration of one’s own', async () => {
    const { provider } = account();
    const make = (name: string) =>
      provider('DeploymentConfig').create({ ...canary(10, 5), DeploymentConfigName: name }, context);
    for (let made = 0; made < 200; made += 1) await make(`config-${made}`);
    await expect(make('config-200')).rejects.toMatchObject({ code: 'DeploymentConfigLimitExceededException' });
  });

  it('keeps a configuration that a group uses', async () => {
    const { provider } = account();
    const properties = { ...canary(10, 5), DeploymentConfigName: 'Ours' };
    const configuration = await provider('DeploymentConfig').create(properties, context);
    const using = { ...group, DeploymentConfigName: 'Ours' };
    const physical = await provider('DeploymentGroup').create(using, context);
    const remove = () => provider('DeploymentConfig').remove(configuration, properties, context);
    await expect(remove()).rejects.toMatchObject({ code: 'DeploymentConfigInUseException' });
    await provider('DeploymentGroup').remove(physical, using, context);
    await expect(remove()).resolves.toBeUndefined();
  });
});

describe('quotas of CodeDeploy', () => {
  it('let an account have a thousand applications', async () => {
    const { codeDeploy, provider } = account();
    for (let index = codeDeploy.applications.size; index < 999; index++) codeDeploy.applications.add(`a${index}`);
    const create = (ApplicationName: string) =>
      provider('Application').create({ ComputePlatform: 'Lambda', ApplicationName }, context);
    await create('last');
    await expect(create('one-more')).rejects.toMatchObject({ code: 'ApplicationLimitExceededException' });
  });

  it('let an application have a thousand groups, and count those of others apart', async () => {
    const { codeDeploy, provider } = account();
    const known = codeDeploy.group('App', 'Group');
    const put = (applicationName: string, count: number) => {
      for (let index = 0; index < count; index++) {
        codeDeploy.groups.set(`${applicationName}/g${index}`, { ...known, applicationName, name: `g${index}` });
      }
    };
    put('Other', 1000);
    put('App', 998);
    const create = (DeploymentGroupName: string) =>
      provider('DeploymentGroup').create({ ...group, DeploymentGroupName }, context);
    await create('last');
    await expect(create('one-more')).rejects.toMatchObject({ code: 'DeploymentGroupLimitExceededException' });
  });
});
