import { Play, PLACE, refusal, START } from './play';

const RED_FROM_START = { alarms: { errors: { fromSeconds: 0 }, latency: { fromSeconds: 0 } } };

describe('a deployment', () => {
  it('shows its progress while it runs', async () => {
    const play = new Play();
    const seen: unknown[] = [];

    await play.simulation.run(async () => {
      const { deployment, finished } = play.deploy();
      await play.simulation.sleep(3000);
      seen.push([deployment.status, deployment.targetVersionWeight, deployment.lifecycle.map(({ status }) => status)]);
      await finished;
      seen.push([deployment.status, deployment.targetVersionWeight, deployment.lifecycle.map(({ status }) => status)]);
    });

    expect(seen).toEqual([
      ['InProgress', 0.1, ['Succeeded', 'InProgress', 'Pending']],
      ['Succeeded', 1, ['Succeeded', 'Succeeded', 'Succeeded']],
    ]);
  });

  it('says when each part of it began and ended', async () => {
    const play = new Play({ hooks: { before: { afterSeconds: 40, status: 'Succeeded' } } });
    const { lifecycle } = await play.deployed({ beforeAllowTrafficHook: 'before' });
    expect(lifecycle).toEqual([
      { name: 'BeforeAllowTraffic', status: 'Succeeded', startTime: START + 2000, endTime: START + 42_000 },
      { name: 'AllowTraffic', status: 'Succeeded', startTime: START + 42_000, endTime: START + 342_000 },
      { name: 'AfterAllowTraffic', status: 'Succeeded', startTime: START + 342_000, endTime: START + 342_000 },
    ]);
  });

  it('names every red alarm in its error', async () => {
    const { errorInformation } = await new Play(RED_FROM_START).deployed();
    expect(errorInformation).toEqual({
      code: 'ALARM_ACTIVE',
      message:
        'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <errors> <latency>',
    });
  });

  it('is refused while another of the same group runs, and not afterwards', async () => {
    const play = new Play();
    await play.simulation.run(async () => {
      const { finished } = play.deploy();
      await play.simulation.sleep(60_000);
      expect(refusal(() => play.deploy())).toBe('DeploymentLimitExceededException');
      await finished;
    });

    await play.deployed({ currentVersion: '2', targetVersion: '3' });

    expect(play.codeDeploy.all().map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded']);
  });

  it('is refused while the rollback of another of the same group runs', async () => {
    const play = new Play(RED_FROM_START);
    await play.simulation.run(async () => {
      play.deploy();
      await play.simulation.sleep(1500);
      expect(refusal(() => play.deploy())).toBe('DeploymentLimitExceededException');
    });
  });

  it('fails where the version that serves is the one to come', async () => {
    const play = new Play();
    const { status, errorInformation, lifecycle } = await play.deployed({ targetVersion: '1' });
    expect(status).toBe('Failed');
    expect(errorInformation).toEqual({
      code: 'INVALID_LAMBDA_CONFIGURATION',
      message:
        'The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration.',
    });
    expect(lifecycle.map((event) => event.status)).toEqual(['Skipped', 'Skipped', 'Skipped']);
    expect(play.traffic).toEqual([]);
  });

  it('runs beside one of another group', async () => {
    const play = new Play();
    const group = play.codeDeploy.group('App', 'Group');
    play.codeDeploy.groups.set('App/Other', { ...group, name: 'Other' });
    await play.simulation.run(async () => {
      const first = play.deploy();
      const second = play.deploy({ deploymentGroupName: 'Other', aliasName: 'beta' });
      await Promise.all([first.finished, second.finished]);
    });
    expect(play.traffic).toEqual([
      '2 s: chat:live on 1, 10 % on 2',
      '2 s: chat:beta on 1, 10 % on 2',
      '302 s: chat:live on 2',
      '302 s: chat:beta on 2',
    ]);
  });

  it('needs a group', () => {
    expect(refusal(() => new Play().deploy({ deploymentGroupName: 'Nobody' }))).toBe(
      'DeploymentGroupDoesNotExistException',
    );
  });

  it('needs a configuration, and can be started again once there is one', async () => {
    const play = new Play({ group: { configName: 'Ours' } });
    expect(refusal(() => play.deploy())).toBe('DeploymentConfigDoesNotExistException');
    expect(play.codeDeploy.all()).toEqual([]);

    play.codeDeploy.configurations.set('Ours', { kind: 'canary', percentage: 50, intervalMinutes: 1 });
    await play.deployed();

    expect(play.traffic).toEqual(['2 s: chat:live on 1, 50 % on 2', '62 s: chat:live on 2']);
  });
});

describe('a rollback', () => {
  it('is a deployment of its own, the other way round and all at once', async () => {
    const play = new Play(RED_FROM_START);
    const failed = await play.deployed();
    const rollback = play.codeDeploy.deployment(failed.rollbackDeploymentId!);
    expect(rollback).toMatchObject({
      creator: 'codeDeployRollback',
      status: 'Succeeded',
      configName: 'CodeDeployDefault.LambdaAllAtOnce',
      rollbackTriggeringDeploymentId: failed.id,
      request: { currentVersion: '2', targetVersion: '1', functionName: 'chat', aliasName: 'live' },
      targetVersionWeight: 1,
      createTime: START + 1000,
      completeTime: START + 3000,
    });
    expect(rollback.id).not.toBe(failed.id);
    expect(rollback.lifecycle.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
  });

  it('is shown with the configuration of its group where the account is told to', async () => {
    const play = new Play({ ...RED_FROM_START, options: { rollbackConfiguration: 'of-group' } });
    const { configName } = await play.deployed();
    expect(play.codeDeploy.all().map((deployment) => deployment.configName)).toEqual([configName, configName]);
  });

  it('calls no hooks', async () => {
    const play = new Play({
      hooks: {
        before: { afterSeconds: 1, status: 'Succeeded' },
        after: { afterSeconds: 1, status: 'Failed' },
      },
    });
    const failed = await play.deployed({ beforeAllowTrafficHook: 'before', afterAllowTrafficHook: 'after' });
    expect(failed.rollbackDeploymentId).toBeDefined();
    expect(play.hookCalls.map(({ event }) => event.DeploymentId)).toEqual([failed.id, failed.id]);
  });
});

describe('a hook', () => {
  it('is called with the deployment and the execution, and nothing more', async () => {
    const play = new Play({ hooks: { before: { afterSeconds: 1, status: 'Succeeded' } } });
    const { id } = await play.deployed({ beforeAllowTrafficHook: 'before' });
    expect(play.hookCalls).toEqual([
      {
        at: 2,
        hook: 'before',
        event: { DeploymentId: id, LifecycleEventHookExecutionId: expect.stringMatching(/^\w{64}$/) as string },
      },
    ]);
  });

  it('has another execution for each part of a deployment and for each deployment', async () => {
    const play = new Play({ hooks: { hook: { afterSeconds: 1, status: 'Succeeded' } } });
    const hooks = { beforeAllowTrafficHook: 'hook', afterAllowTrafficHook: 'hook' };
    await play.deployed(hooks);
    await play.deployed({ ...hooks, currentVersion: '2', targetVersion: '3' });
    expect(new Set(play.hookCalls.map(({ event }) => event.LifecycleEventHookExecutionId)).size).toBe(4);
  });

  it('is given its hour to the end', async () => {
    const play = new Play({ hooks: { before: { afterSeconds: 3599, status: 'Succeeded' } } });
    await expect(play.deployed({ beforeAllowTrafficHook: 'before' })).resolves.toMatchObject({ status: 'Succeeded' });
  });

  /** Plays a deployment with a hook, and tries an answer at a second of it. */
  async function answeredAt(
    second: number,
    status: string,
    { script = {}, deploymentId }: { readonly script?: ConstructorParameters<typeof Play>[0]; deploymentId?: string },
  ) {
    const play = new Play(script);
    let refused: unknown;
    const deployment = await play.simulation.run(async () => {
      const { finished } = play.deploy({ beforeAllowTrafficHook: 'before' });
      await play.simulation.sleep(second * 1000);
      const { event } = play.hookCalls[0]!;
      refused = refusal(() => {
        play.codeDeploy.hooks.put(deploymentId ?? event.DeploymentId, event.LifecycleEventHookExecutionId, status);
      });
      return finished;
    });
    return { refused, status: deployment.status };
  }

  it('answers once', async () => {
    const script = { hooks: { before: { afterSeconds: 5, status: 'Succeeded' } } };
    await expect(answeredAt(8, 'Failed', { script })).resolves.toEqual({
      refused: 'LifecycleEventAlreadyCompletedException',
      status: 'Succeeded',
    });
  });

  it.each(['Pending', 'InProgress', 'Skipped', 'Unknown', 'succeeded', ''])(
    'is asked again after the status "%s", which CodeDeploy refuses',
    async (status) => {
      const script = { hooks: { before: { afterSeconds: 50, status: 'Succeeded' } } };
      await expect(answeredAt(6, status, { script })).resolves.toEqual({
        refused: 'InvalidLifecycleEventHookExecutionStatusException',
        status: 'Succeeded',
      });
    },
  );

  it('does not answer for another deployment', async () => {
    const script = { hooks: { before: { afterSeconds: 50, status: 'Succeeded' } } };
    await expect(answeredAt(6, 'Failed', { script, deploymentId: 'd-OTHER' })).resolves.toEqual({
      refused: 'InvalidLifecycleEventHookExecutionIdException',
      status: 'Succeeded',
    });
  });

  it('is refused when it answers after its hour', async () => {
    await expect(answeredAt(3603, 'Succeeded', {})).resolves.toEqual({
      refused: 'LifecycleEventAlreadyCompletedException',
      status: 'Failed',
    });
  });

  it('is refused when it answers after an alarm stopped the deployment', async () => {
    const script = { alarms: { errors: { fromSeconds: 20 } } };
    await expect(answeredAt(60, 'Succeeded', { script })).resolves.toEqual({
      refused: 'LifecycleEventAlreadyCompletedException',
      status: 'Stopped',
    });
  });

  it('changes nothing when it answers after an alarm stopped the deployment', async () => {
    const play = new Play({
      alarms: { errors: { fromSeconds: 20 } },
      group: { rollbackOn: [] },
    });
    await play.simulation.run(async () => {
      const { finished } = play.deploy({ beforeAllowTrafficHook: 'before' });
      await finished;
      const { event } = play.hookCalls[0]!;
      refusal(() => {
        play.codeDeploy.hooks.put(event.DeploymentId, event.LifecycleEventHookExecutionId, 'Succeeded');
      });
      await play.simulation.sleep(600_000);
    });
    expect(play.traffic).toEqual([]);
    expect(play.codeDeploy.all()[0]!.lifecycle.map(({ status }) => status)).toEqual(['Failed', 'Skipped', 'Skipped']);
  });
});

describe('an alarm that is red for a second alone', () => {
  it.each([
    ['right before a poll', 28.5, 29.5, 'Succeeded'],
    ['right after a poll', 30.1, 31.1, 'Succeeded'],
    ['at a poll', 29.5, 30.5, 'Stopped'],
  ])('%s leaves a deployment that polls every 15 s as it says', async (_, fromSeconds, toSeconds, status) => {
    const play = new Play({ alarms: { errors: { fromSeconds, toSeconds } } });
    const { status: ended } = await play.simulation.run(() => play.deploy({}).finished);
    expect(ended).toBe(status);
  });
});

describe('a deployment that was stopped', () => {
  it('goes no further: no traffic, no hook, no sign of life', async () => {
    const play = new Play({
      alarms: { errors: { fromSeconds: 60, toSeconds: 90 } },
      group: { rollbackOn: [] },
      hooks: { after: { afterSeconds: 1, status: 'Succeeded' } },
    });
    const atTheEnd = await play.simulation.run(async () => {
      const deployment = await play.deploy({ afterAllowTrafficHook: 'after' }).finished;
      const seen = JSON.stringify([deployment, play.observed]);
      await play.simulation.sleep(3_600_000);
      expect(JSON.stringify([deployment, play.observed])).toBe(seen);
      return deployment;
    });
    expect(atTheEnd.lifecycle.map(({ status }) => status)).toEqual(['Succeeded', 'Failed', 'Skipped']);
    expect(play.traffic).toEqual(['2 s: chat:live on 1, 10 % on 2']);
    expect(play.hookCalls).toEqual([]);
    expect(play.observed).toEqual([
      '2 s: user: BeforeAllowTraffic started',
      '2 s: user: BeforeAllowTraffic succeeded',
      '2 s: user: AllowTraffic started',
      '2 s: user: traffic 10 % to version 2',
      '60 s: user: deployment stopped: ALARM_ACTIVE',
    ]);
  });

  it('says of a stage that failed that it did', async () => {
    const play = new Play({ hooks: { before: { afterSeconds: 1, status: 'Failed' } } });
    await play.deployed({ beforeAllowTrafficHook: 'before' });
    expect(play.observed).toContain('3 s: user: BeforeAllowTraffic failed');
  });

  it('is stopped by an alarm before its last hook also where alarms do not count during that one', async () => {
    const play = new Play({
      alarms: { errors: { fromSeconds: 60 } },
      options: { alarmsDuringAfterAllowTraffic: false },
    });
    expect((await play.deployed()).status).toBe('Stopped');
  });
});

describe('what the role of its group may not do', () => {
  it.each([
    ['aliasVersion', 'BeforeAllowTraffic Skipped', []],
    ['invokeHook', 'BeforeAllowTraffic Failed', []],
    ['setAlias', 'AllowTraffic Failed', []],
  ] as const)('fails the deployment: %s', async (denied, ended, traffic) => {
    const play = new Play({ denied, hooks: { before: { afterSeconds: 1, status: 'Succeeded' } } });
    const deployment = await play.deployed({ beforeAllowTrafficHook: 'before' });
    expect(deployment).toMatchObject({ status: 'Failed', errorInformation: { code: 'IAM_ROLE_PERMISSIONS' } });
    expect(deployment.errorInformation?.message).toContain(`No ${denied}.`);
    expect(deployment.lifecycle.map(({ name, status }) => `${name} ${status}`)).toContain(ended);
    expect(play.traffic).toEqual(traffic);
  });

  it('fails the rollback too, which is not rolled back in its turn', async () => {
    const play = new Play({ denied: 'setAlias' });
    await play.deployed();
    expect(play.codeDeploy.all().map(({ creator, status }) => `${creator} ${status}`)).toEqual([
      'user Failed',
      'codeDeployRollback Failed',
    ]);
  });
});

describe('the events of CodeDeploy on the bus', () => {
  it('say which deployment of which group came to which state', async () => {
    const play = new Play();
    const { id } = await play.deployed();
    expect(play.emitted).toHaveLength(2);
    expect(play.emitted[0]).toEqual({
      source: 'aws.codedeploy',
      detailType: 'CodeDeploy Deployment State-change Notification',
      resources: [
        'arn:aws:codedeploy:eu-west-1:111122223333:application:App',
        'arn:aws:codedeploy:eu-west-1:111122223333:deploymentgroup:App/Group',
      ],
      detail: {
        region: PLACE.region,
        deploymentId: id,
        instanceGroupId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
        deploymentGroup: 'Group',
        application: 'App',
        state: 'START',
      },
    });
  });

  it('come for the rollback too, by its own id', async () => {
    const play = new Play(RED_FROM_START);
    const { id, rollbackDeploymentId: rollback } = await play.deployed();
    expect(play.events).toEqual([
      `0 s: START ${id}`,
      `0 s: STOP ${id}`,
      `1 s: START ${rollback!}`,
      `3 s: SUCCESS ${rollback!}`,
    ]);
  });
});
