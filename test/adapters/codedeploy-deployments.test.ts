import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodeDeployDeployments } from '../../lib/adapters/codedeploy-deployments';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback | undefined;
let client: CodeDeployClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

/** CodeDeploy that answers each operation by its name. */
async function codeDeploy(answers: Readonly<Record<string, Reply>>): Promise<CodeDeployDeployments> {
  server = await loopback(({ headers }) => {
    const reply = answers[String(headers['x-amz-target']).split('.').at(-1) ?? ''];
    return { ...reply, headers: { 'content-type': 'application/x-amz-json-1.1' } };
  });
  client = new CodeDeployClient(server.client);
  return new CodeDeployDeployments(client);
}

const json = (body: unknown): Reply => ({ body: JSON.stringify(body) });

/** A deployment whose details are as CodeDeploy gives them, but for what a test says. */
const deploymentWith = (info: object, lambdaTarget: object = {}) => ({
  GetDeployment: json({
    deploymentInfo: {
      deploymentGroupName: 'chat-live',
      createTime: 1767225600.5,
      status: 'InProgress',
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
      ...info,
    },
  }),
  ListDeploymentTargets: json({ targetIds: ['chat:live'] }),
  BatchGetDeploymentTargets: json({
    deploymentTargets: [
      {
        deploymentTargetType: 'LambdaTarget',
        lambdaTarget: {
          lifecycleEvents: lifecycle('Pending'),
          lambdaFunctionInfo: {
            functionName: 'chat',
            functionAlias: 'live',
            currentVersion: '7',
            targetVersion: '8',
          },
          ...lambdaTarget,
        },
      },
    ],
  }),
});

const lifecycle = (allowTraffic: string, startTime?: number) => [
  { lifecycleEventName: 'BeforeAllowTraffic', status: 'Succeeded' },
  { lifecycleEventName: 'AllowTraffic', status: allowTraffic, startTime },
  { lifecycleEventName: 'AfterAllowTraffic', status: 'Pending' },
];

const alarm = { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE', message: 'Activated alarms: <a>' } };

describe('a deployment, described', () => {
  it('has its function, its versions and when it was made, and no ending while it is under way', async () => {
    const deployments = await codeDeploy(deploymentWith({}));
    expect(await deployments.describe('d-1')).toEqual({
      id: 'd-1',
      deploymentGroup: 'chat-live',
      functionName: 'chat',
      aliasName: 'live',
      currentVersion: '7',
      targetVersion: '8',
      createdAt: 1767225600500,
    });
    const asked = server?.seen.map(({ body }) => JSON.parse(body) as unknown);
    expect(asked).toContainEqual({ deploymentId: 'd-1', targetIds: ['chat:live'] });
  });

  it('names the deployment that rolls it back, and says when it ended', async () => {
    const info = { completeTime: 1767225700, rollbackInfo: { rollbackDeploymentId: 'd-2' }, ...alarm };
    const deployments = await codeDeploy(deploymentWith(info));
    expect(await deployments.describe('d-1')).toMatchObject({ rolledBackBy: 'd-2', endedAt: 1767225700000 });
  });

  it('is not found where CodeDeploy knows none of that id, and an error is an error', async () => {
    const failed = (type: string): Reply => ({ status: 400, body: JSON.stringify({ __type: type, message: 'No.' }) });
    const gone = await codeDeploy({ ...deploymentWith({}), GetDeployment: failed('DeploymentDoesNotExistException') });
    expect(await gone.find('d-1')).toBe('gone');
    await server?.close();
    const denied = await codeDeploy({ ...deploymentWith({}), GetDeployment: failed('AccessDeniedException') });
    await expect(denied.find('d-1')).rejects.toThrow('No.');
    await server?.close();
    const there = await codeDeploy(deploymentWith(alarm));
    expect(await there.find('d-1')).toMatchObject({ id: 'd-1', ending: { status: 'stopped' } });
  });

  it('is found under way by one call', async () => {
    const deployments = await codeDeploy(deploymentWith({}));
    expect(await deployments.find('d-1')).toBe('under-way');
    expect(server?.seen).toHaveLength(1);
  });

  it('is listed with those of its application that have ended since a time', async () => {
    const deployments = await codeDeploy({
      ListDeploymentGroups: json({ deploymentGroups: ['chat-live', 'search-live'] }),
      ListDeployments: json({ deployments: ['d-1', 'd-2'] }),
    });
    expect(await deployments.endedSince('releases', 1767225600000)).toEqual(['d-1', 'd-2', 'd-1', 'd-2']);
    const asked = server?.seen.map(({ body }) => JSON.parse(body) as unknown);
    expect(asked).toEqual([
      { applicationName: 'releases' },
      ...['chat-live', 'search-live'].map((deploymentGroupName) => ({
        applicationName: 'releases',
        deploymentGroupName,
        includeOnlyStatuses: ['Succeeded', 'Failed', 'Stopped'],
        createTimeRange: { start: 1767225600 },
      })),
    ]);
  });

  it('names the deployment that it rolls back', async () => {
    const deployments = await codeDeploy(
      deploymentWith({ rollbackInfo: { rollbackTriggeringDeploymentId: 'd-0', rollbackMessage: '…' } }),
    );
    expect((await deployments.describe('d-1')).rollsBack).toBe('d-0');
  });

  it('does not take its own rollback for one that it makes', async () => {
    const deployments = await codeDeploy(deploymentWith({ rollbackInfo: { rollbackDeploymentId: 'd-2' } }));
    expect(await deployments.describe('d-1')).not.toHaveProperty('rollsBack');
  });

  it('ended well where CodeDeploy says Succeeded', async () => {
    const deployments = await codeDeploy(deploymentWith({ status: 'Succeeded' }));
    expect((await deployments.describe('d-1')).ending).toEqual({ status: 'succeeded' });
  });

  it.each(['Created', 'Queued', 'InProgress', 'Baking', 'Ready'])('has not ended while it is %s', async (status) => {
    const deployments = await codeDeploy(deploymentWith({ status }));
    expect(await deployments.describe('d-1')).not.toHaveProperty('ending');
  });

  it.each([
    ['Stopped', 'stopped'],
    ['Failed', 'failed'],
  ])('that is %s ended with what CodeDeploy gives for its reason', async (status, expected) => {
    const deployments = await codeDeploy(deploymentWith({ ...alarm, status }));
    expect((await deployments.describe('d-1')).ending).toEqual({
      status: expected,
      by: 'codedeploy',
      reason: { code: 'ALARM_ACTIVE', message: 'Activated alarms: <a>' },
      trafficMoved: false,
      rollsBack: true,
    });
  });

  it('ended for an unknown reason where CodeDeploy gives none', async () => {
    const deployments = await codeDeploy(deploymentWith({ status: 'Failed', autoRollbackConfiguration: undefined }));
    expect((await deployments.describe('d-1')).ending).toMatchObject({
      reason: { code: 'UNKNOWN', message: 'CodeDeploy gave no reason.' },
      rollsBack: false,
    });
  });

  it.each([
    ['Pending', false],
    ['Skipped', false],
    ['InProgress', true],
    ['Failed', true],
    ['Succeeded', true],
    ['Unknown', true],
  ])('whose AllowTraffic is %s moved traffic: %s', async (status, trafficMoved) => {
    const deployments = await codeDeploy(deploymentWith(alarm, { lifecycleEvents: lifecycle(status) }));
    expect((await deployments.describe('d-1')).ending).toMatchObject({ trafficMoved });
  });

  it('says all that is missing at once', async () => {
    const answers = deploymentWith(
      { deploymentGroupName: undefined },
      { lambdaFunctionInfo: { functionName: 'chat' } },
    );
    const deployments = await codeDeploy(answers);
    await expect(deployments.describe('d-1')).rejects.toThrow(
      'CodeDeploy says nothing of deploymentGroup, aliasName, currentVersion, targetVersion for deployment d-1.',
    );
  });
});

describe('a shift', () => {
  const began = 1767225600250;
  const shifting = (status: string, allowTraffic: string, startTime?: number) =>
    deploymentWith({ status }, { lifecycleEvents: lifecycle(allowTraffic, startTime) });

  it.each([
    ['before', 'Created', 'Pending', undefined],
    ['before', 'InProgress', 'Pending', undefined],
    ['before', 'InProgress', 'Skipped', undefined],
    ['moving', 'InProgress', 'InProgress', began],
    // Customers have been on green, and nothing has ended yet.
    ['moving', 'InProgress', 'Failed', began],
    ['moving', 'InProgress', 'Unknown', began],
    ['moved', 'InProgress', 'Succeeded', began],
    ['ended', 'Succeeded', 'Succeeded', began],
    ['ended', 'Stopped', 'Failed', began],
    ['ended', 'Failed', 'Skipped', undefined],
  ])('is %s in a deployment that is %s, whose AllowTraffic is %s', async (phase, status, allowTraffic, start) => {
    const deployments = await codeDeploy(shifting(status, allowTraffic, start && start / 1000));
    const expected = start === undefined ? { phase } : { phase, began: start };
    expect(await deployments.shift('d-1')).toEqual(expected);
  });

  it.each([
    ['a target', { ListDeploymentTargets: json({ targetIds: [] }), BatchGetDeploymentTargets: json({}) }],
    ['events', deploymentWith({}, { lifecycleEvents: undefined })],
  ])('has not begun where CodeDeploy has none of %s yet', async (_, answers) => {
    const deployments = await codeDeploy({ ...deploymentWith({}), ...answers });
    expect(await deployments.shift('d-1')).toEqual({ phase: 'before' });
  });

  it.each(['ThrottlingException', 'AccessDeniedException', 'DeploymentDoesNotExistException'])(
    'is an error where CodeDeploy does not say: %s',
    async (name) => {
      const failed: Reply = { status: 400, body: JSON.stringify({ __type: name, message: 'No.' }) };
      for (const operation of ['GetDeployment', 'ListDeploymentTargets', 'BatchGetDeploymentTargets']) {
        const deployments = await codeDeploy({ ...deploymentWith({}), [operation]: failed });
        await expect(deployments.shift('d-1')).rejects.toMatchObject({ name });
        await server?.close();
      }
    },
  );
});

describe('the answer to a hook', () => {
  it.each(['Succeeded', 'Failed'] as const)('is given by its execution: %s', async (status) => {
    const deployments = await codeDeploy({ PutLifecycleEventHookExecutionStatus: json({}) });
    await deployments.answerHook('d-1', 'secret', status);
    expect(server?.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { deploymentId: 'd-1', lifecycleEventHookExecutionId: 'secret', status },
    ]);
  });

  it('is left alone where the hook has one already', async () => {
    const deployments = await codeDeploy({
      PutLifecycleEventHookExecutionStatus: {
        ...json({ __type: 'LifecycleEventAlreadyCompletedException' }),
        status: 400,
      },
    });
    await expect(deployments.answerHook('d-1', 'secret', 'Failed')).resolves.toBeUndefined();
  });

  it('is an error where CodeDeploy refuses it for anything else', async () => {
    const deployments = await codeDeploy({
      PutLifecycleEventHookExecutionStatus: { ...json({ __type: 'DeploymentDoesNotExistException' }), status: 400 },
    });
    await expect(deployments.answerHook('d-1', 'secret', 'Failed')).rejects.toMatchObject({
      name: 'DeploymentDoesNotExistException',
    });
  });
});
