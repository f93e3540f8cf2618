import { sha256 } from '../../../lib/rehearsal/codedeploy/app-spec';
import { codeDeployApi } from '../../../lib/rehearsal/codedeploy/codedeploy-api';
import cases from '../../cases/codedeploy/refused-revisions.json';
import { Play, PLACE, START, type Script } from './play';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/operator' };

const properties = { Name: 'chat', Alias: 'live', CurrentVersion: '1', TargetVersion: '2' };
const appSpec = (changes: object = {}, hooks: readonly object[] = []) =>
  JSON.stringify({
    version: 0.0,
    Resources: [{ chat: { Type: 'AWS::Lambda::Function', Properties: { ...properties, ...changes } } }],
    Hooks: hooks,
  });
const of = (content: string) => ({ revisionType: 'String', string: { content, sha256: sha256(content) } });

/** CodeDeploy with its API, called as in AWS. */
function account(script: Script = {}) {
  const play = new Play(script);
  const api = codeDeployApi(play.codeDeploy, PLACE);
  const call = (operation: string, input: object) =>
    api(operation, { ...input }, caller) as Promise<Readonly<Record<string, unknown>>>;
  const create = (more: object = {}) =>
    call('CreateDeployment', {
      applicationName: 'App',
      deploymentGroupName: 'Group',
      revision: of(appSpec()),
      ...more,
    }) as Promise<{ readonly deploymentId: string }>;
  const run = <T>(process: () => Promise<T>) => play.simulation.run(process);
  return { play, call, create, run };
}

describe('CreateDeployment', () => {
  it('plays the AppSpec it is given, hooks included', async () => {
    const { play, create, run } = account({ hooks: { check: { afterSeconds: 1, status: 'Succeeded' } } });
    const revision = of(appSpec({}, [{ BeforeAllowTraffic: 'check' }]));
    const { deploymentId } = await run(() => create({ revision }));
    expect(play.traffic).toEqual(['3 s: chat:live on 1, 10 % on 2', '303 s: chat:live on 2']);
    expect(play.hookCalls.map(({ hook }) => hook)).toEqual(['check']);
    expect(play.codeDeploy.deployment(deploymentId).status).toBe('Succeeded');
  });

  it('reads an AppSpec in YAML with keys in lower case, as the guide writes it', async () => {
    const { play, create, run } = account();
    const content = [
      'version: 0.0',
      'resources:',
      '  - chat:',
      '      type: AWS::Lambda::Function',
      '      properties: { name: chat, alias: live, currentversion: 1, targetversion: 2 }',
    ].join('\n');
    await run(() => create({ revision: { revisionType: 'AppSpecContent', appSpecContent: { content } } }));
    expect(play.traffic).toHaveLength(2);
  });

  it('lets a deployment differ from its group, and says so', async () => {
    const { play, call, create, run } = account({ alarms: { errors: { fromSeconds: 0 } } });
    const { deploymentId } = await run(() =>
      create({
        description: 'Back to the good version',
        deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
        overrideAlarmConfiguration: { enabled: false },
        autoRollbackConfiguration: { enabled: false },
      }),
    );
    expect(play.traffic).toEqual(['2 s: chat:live on 2']);
    await expect(call('GetDeployment', { deploymentId })).resolves.toMatchObject({
      deploymentInfo: {
        description: 'Back to the good version',
        deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
        overrideAlarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] },
        autoRollbackConfiguration: { enabled: false, events: [] },
        revision: of(appSpec()),
      },
    });
  });

  it('is refused while another deployment of the group runs, which is named', async () => {
    const { create, run } = account();
    await run(async () => {
      const { deploymentId } = await create();
      await expect(create()).rejects.toMatchObject({
        code: 'DeploymentLimitExceededException',
        message: `The Deployment Group 'Group' already has an active Deployment '${deploymentId}'`,
      });
    });
  });

  it.each([
    ['an application that is not there', { applicationName: 'No' }, 'ApplicationDoesNotExistException'],
    ['a group that is not there', { deploymentGroupName: 'No' }, 'DeploymentGroupDoesNotExistException'],
    ['a configuration that is not there', { deploymentConfigName: 'No' }, 'DeploymentConfigDoesNotExistException'],
    ['no revision', { revision: undefined }, 'RevisionRequiredException'],
    ['a long description', { description: 'x'.repeat(257) }, 'DescriptionTooLongException'],
    [
      'an unknown rollback event',
      { autoRollbackConfiguration: { enabled: true, events: ['NEVER'] } },
      'InvalidAutoRollbackConfigException',
    ],
    [
      'eleven alarms',
      {
        overrideAlarmConfiguration: {
          enabled: true,
          alarms: Array.from({ length: 11 }, (_, n) => ({ name: `a${n}` })),
        },
      },
      'AlarmsLimitExceededException',
    ],
    [
      'an alarm twice',
      { overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'a' }, { name: 'a' }] } },
      'InvalidAlarmConfigException',
    ],
    [
      'the hash of another content',
      { revision: { revisionType: 'String', string: { content: appSpec(), sha256: sha256('other') } } },
      'InvalidRevisionException',
    ],
    [
      'a hash alone',
      { revision: { revisionType: 'String', string: { sha256: sha256('x') } } },
      'InvalidRevisionException',
    ],
  ])('refuses %s', async (_, change, code) => {
    const { play, create } = account();
    await expect(create(change)).rejects.toMatchObject({ name: 'ApiError', code });
    expect(play.codeDeploy.all()).toEqual([]);
  });

  it.each(cases)('refuses an AppSpec with $name', async ({ content, message }) => {
    const { create } = account();
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await expect(create({ revision: of(text) })).rejects.toMatchObject({
      code: 'InvalidRevisionException',
      message: expect.stringContaining(message) as string,
    });
  });

  it.each([
    ['a revision in Amazon S3', { revision: { revisionType: 'S3', s3Location: {} } }, 'A revision of type S3'],
    ['a file policy', { fileExistsBehavior: 'RETAIN' }, 'Member fileExistsBehavior of codedeploy:CreateDeployment'],
    [
      'a hook of another platform',
      { revision: of(appSpec({}, [{ AfterInstall: 'x' }])) },
      'The AppSpec hook afterinstall',
    ],
  ])('stops by name at %s', async (_, change, what) => {
    await expect(account().create(change)).rejects.toMatchObject({ name: 'NotEmulated', what });
  });
});

describe('StopDeployment', () => {
  it('stops a deployment without a rollback, so that the next one fails until the weight is cleared', async () => {
    const { play, call, create, run } = account();
    const statuses: unknown[] = [];
    await run(async () => {
      const { deploymentId } = await create();
      await play.simulation.sleep(60_000);
      await expect(call('StopDeployment', { deploymentId })).resolves.toEqual({
        status: 'Succeeded',
        statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
      });
    });
    await run(() => create());
    play.clearWeights();
    await run(() => create());
    for (const { status, errorInformation } of play.codeDeploy.all()) statuses.push([status, errorInformation?.code]);
    expect(statuses).toEqual([
      ['Stopped', 'MANUAL_STOP'],
      ['Failed', 'INVALID_LAMBDA_CONFIGURATION'],
      ['Succeeded', undefined], // the rollback of the second, which had nothing to put back
      ['Succeeded', undefined],
    ]);
  });

  it('puts the alias back where it is asked to', async () => {
    const { play, call, create, run } = account();
    await run(async () => {
      const { deploymentId } = await create();
      await play.simulation.sleep(60_000);
      await call('StopDeployment', { deploymentId, autoRollbackEnabled: true });
    });
    expect(play.traffic.at(-1)).toBe('63 s: chat:live on 1');
  });

  it('is refused once the deployment is over', async () => {
    const { call, create, run } = account();
    const { deploymentId } = await run(() => create());
    await expect(call('StopDeployment', { deploymentId })).rejects.toMatchObject({
      code: 'DeploymentAlreadyCompletedException',
    });
  });

  it('stops by name where it is a rollback', async () => {
    const { play, call, create, run } = account({ alarms: { errors: { fromSeconds: 0 } } });
    await run(async () => {
      await create();
      await play.simulation.sleep(2000);
      const rollback = play.codeDeploy.all().find(({ creator }) => creator === 'codeDeployRollback')!;
      await expect(call('StopDeployment', { deploymentId: rollback.id })).rejects.toMatchObject({
        name: 'NotEmulated',
        what: 'Stopping a rollback',
      });
    });
  });
});

describe('ListDeployments', () => {
  /** So many deployments, each from the version of the one before. */
  const inARow = async (count: number) => {
    const given = account();
    const ids: string[] = [];
    for (let version = 1; version <= count; version++) {
      const revision = of(appSpec({ CurrentVersion: `${version}`, TargetVersion: `${version + 1}` }));
      ids.push((await given.run(() => given.create({ revision }))).deploymentId);
    }
    return { ...given, ids };
  };

  it('gives the newest first, a page at a time', async () => {
    const { call, ids } = await inARow(101);
    const [first, ...others] = ids;
    const deployments = others.reverse();
    await expect(call('ListDeployments', {})).resolves.toEqual({ deployments, nextToken: 'page-100' });
    await expect(call('ListDeployments', { nextToken: 'page-100' })).resolves.toEqual({ deployments: [first] });
  });

  it('chooses by group, status and time, both ends included', async () => {
    const { call, ids } = await inARow(3);
    const at = (deployment: number) => (START + deployment * 302_000) / 1000;
    const group = { applicationName: 'App', deploymentGroupName: 'Group' };
    const list = async (input: object) => (await call('ListDeployments', input)).deployments;
    expect(await list(group)).toHaveLength(3);
    expect(await list({ ...group, includeOnlyStatuses: ['Failed', 'Stopped'] })).toEqual([]);
    expect(await list({ createTimeRange: { start: at(1), end: at(1) } })).toEqual([ids[1]]);
    expect(await list({ createTimeRange: { start: at(1) + 1 } })).toEqual([ids[2]]);
    expect(await list({ createTimeRange: { end: at(0) } })).toEqual([ids[0]]);
  });

  it('lists no deployment of another application or group, and those of a status', async () => {
    const { play, call, run, create } = account();
    const group = play.codeDeploy.group('App', 'Group');
    play.codeDeploy.applications.add('Other');
    play.codeDeploy.groups.set('App/Second', { ...group, name: 'Second' });
    play.codeDeploy.groups.set('Other/Group', { ...group, applicationName: 'Other' });
    const first = await run(() => create());
    const revision = of(appSpec({ CurrentVersion: '2', TargetVersion: '3' }));
    const second = await run(() => create({ revision, deploymentGroupName: 'Second' }));
    const next = of(appSpec({ CurrentVersion: '3', TargetVersion: '4' }));
    const third = await run(() => create({ revision: next, applicationName: 'Other' }));
    const list = async (input: object) => (await call('ListDeployments', input)).deployments;
    expect(await list({ applicationName: 'App', deploymentGroupName: 'Group' })).toEqual([first.deploymentId]);
    expect(await list({ applicationName: 'App', deploymentGroupName: 'Second' })).toEqual([second.deploymentId]);
    expect(await list({ applicationName: 'Other', deploymentGroupName: 'Group' })).toEqual([third.deploymentId]);
    expect(await list({ includeOnlyStatuses: ['Succeeded'] })).toHaveLength(3);
    await expect(call('ListDeployments', { nextToken: 'page-4' })).rejects.toMatchObject({
      code: 'InvalidNextTokenException',
    });
    await expect(call('GetApplicationRevision', { applicationName: 'Other', revision })).rejects.toMatchObject({
      code: 'RevisionDoesNotExistException',
    });
    await expect(call('GetApplicationRevision', { applicationName: 'App', revision })).resolves.toMatchObject({
      revision,
      revisionInfo: { deploymentGroups: ['Second'] },
    });
    await expect(
      call('GetApplicationRevision', { applicationName: 'App', revision: of('another') }),
    ).rejects.toMatchObject({ code: 'RevisionDoesNotExistException' });
    await expect(
      call('GetDeploymentGroup', { applicationName: 'App', deploymentGroupName: 'Group' }),
    ).resolves.toMatchObject({
      deploymentGroupInfo: {
        lastAttemptedDeployment: { deploymentId: first.deploymentId },
        lastSuccessfulDeployment: { deploymentId: first.deploymentId },
      },
    });
  });

  it('goes with BatchGetDeployments, which leaves out what it does not find', async () => {
    const { call, ids } = await inARow(3);
    const { deploymentsInfo } = await call('BatchGetDeployments', { deploymentIds: [ids[0], 'd-NOBODY'] });
    expect(deploymentsInfo).toEqual([expect.objectContaining({ deploymentId: ids[0], status: 'Succeeded' })]);
  });
});

describe('GetApplicationRevision', () => {
  it('finds the AppSpec of a deployment by its hash', async () => {
    const { call, create, run } = account();
    await run(() => create());
    const content = appSpec();
    const revision = { revisionType: 'String', string: { sha256: sha256(content) } };
    await expect(call('GetApplicationRevision', { applicationName: 'App', revision })).resolves.toEqual({
      applicationName: 'App',
      revision: of(content),
      revisionInfo: {
        deploymentGroups: ['Group'],
        registerTime: START / 1000,
        firstUsedTime: START / 1000,
        lastUsedTime: START / 1000,
      },
    });
  });

  it('finds the AppSpec that CloudFormation wrote', async () => {
    const { play, call } = account();
    const { id } = await play.deployed();
    const { deploymentInfo } = await call('GetDeployment', { deploymentId: id });
    const { revision } = deploymentInfo as { readonly revision: object };
    await expect(call('GetApplicationRevision', { applicationName: 'App', revision })).resolves.toMatchObject({
      revision,
    });
  });

  it('finds none that no deployment used', async () => {
    const { call } = account();
    await expect(
      call('GetApplicationRevision', { applicationName: 'App', revision: of(appSpec()) }),
    ).rejects.toMatchObject({ code: 'RevisionDoesNotExistException' });
  });
});
