import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { Scheduler } from '../../../lib/rehearsal/scheduler/scheduler';
import { schedulerProtocol } from '../../../lib/rehearsal/scheduler/scheduler-protocol';
import type { SchedulerPorts } from '../../../lib/rehearsal/scheduler/scheduler-ports';

const START = Date.UTC(2026, 0, 5, 9, 0, 30);
const MINUTE = 60_000;
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const roleArn = 'arn:aws:iam::111122223333:role/schedules';
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:sweep';
const context = { stackName: 'Chat', logicalId: 'S', where: 'chat.json, S', generatedName: 'Chat-S-1A2B' };

const schedule = (others: object = {}, target: object = {}) => ({
  ScheduleExpression: 'rate(5 minutes)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: functionArn, RoleArn: roleArn, Input: '{}', ...target },
  ...others,
});

/** A scheduler half a minute past nine, and what it invoked: when, counted in ms from the start, and with what. */
function account(ports: Partial<SchedulerPorts> = {}, seed = 1) {
  const simulation = new Simulation(START);
  const invoked: { readonly at: number; readonly arn: string; readonly input: string; readonly group?: string }[] = [];
  const dead: { readonly queueArn: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const failures: ApiError[] = [];
  const scheduler = new Scheduler({
    simulation,
    place: place('111122223333', 'eu-west-1'),
    randomness: new Randomness(seed),
    invoke: (arn, input, _role, { messageGroupId }) => {
      const group = messageGroupId === undefined ? {} : { group: messageGroupId };
      invoked.push({ at: simulation.now - START, arn, input, ...group });
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
    deadLetter: (queueArn, { attributes }) => {
      dead.push({ queueArn, attributes });
      return Promise.resolve();
    },
    ...ports,
  });
  const call = (operation: string, input: object) =>
    Promise.resolve().then(() => scheduler.api(operation, { ...input }, caller));
  return {
    scheduler,
    simulation,
    invoked,
    dead,
    failures,
    call,
    create: (others: object = {}, target: object = {}) =>
      call('CreateSchedule', { Name: 'sweep', ...schedule(others, target) }),
    provider: (type: string) => scheduler.providers.find((one) => one.type === `AWS::Scheduler::${type}`)!,
    pass: (ms: number) => simulation.run(() => simulation.sleep(ms)),
    times: () => invoked.map(({ at }) => at),
  };
}

describe('a schedule', () => {
  it('invokes its target at a rate, from its creation on', async () => {
    const { create, pass, times } = account();
    await create();
    await pass(11 * MINUTE);
    expect(times()).toEqual([0, 5 * MINUTE, 10 * MINUTE]);
  });

  it('invokes its target by cron, in its time zone', async () => {
    const { create, pass, times } = account();
    await create({ ScheduleExpression: 'cron(5 10 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });
    await pass(60 * MINUTE);
    expect(times()).toEqual([4.5 * MINUTE]);
  });

  it('invokes its target once at a time, and stays unless it says otherwise', async () => {
    const { create, pass, times, call } = account();
    await create({ ScheduleExpression: 'at(2026-01-05T09:02:00)' });
    await create({ Name: 'gone', ScheduleExpression: 'at(2026-01-05T09:02:00)', ActionAfterCompletion: 'DELETE' });
    await pass(10 * MINUTE);
    expect(times()).toEqual([1.5 * MINUTE, 1.5 * MINUTE]);
    await expect(call('GetSchedule', { Name: 'sweep' })).resolves.toMatchObject({ Name: 'sweep' });
    await expect(call('GetSchedule', { Name: 'gone' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('does not keep a run from ending', async () => {
    const { create, simulation, invoked } = account();
    await create();
    await simulation.run(() => Promise.resolve());
    expect(simulation.now).toBe(START);
    expect(invoked).toEqual([]);
  });

  it('keeps within its dates', async () => {
    const { create, pass, times } = account();
    const at = (minutes: number) => START / 1000 + minutes * 60;
    await create({ StartDate: at(2), EndDate: at(12) });
    await pass(30 * MINUTE);
    expect(times()).toEqual([2 * MINUTE, 7 * MINUTE, 12 * MINUTE]);
  });

  it('invokes within its flexible window, by the seed', async () => {
    const flexible = { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 4 } };
    const play = async (seed: number) => {
      const { create, pass, times } = account({}, seed);
      await create(flexible);
      await pass(29 * MINUTE);
      return times();
    };
    const times = await play(1);
    expect(times).toHaveLength(6);
    for (const [index, time] of times.entries()) {
      expect(time).toBeGreaterThanOrEqual(index * 5 * MINUTE);
      expect(time).toBeLessThan((index * 5 + 4) * MINUTE);
    }
    expect(new Set(times.map((time) => time % (5 * MINUTE))).size).toBeGreaterThan(1);
    await expect(play(1)).resolves.toEqual(times);
    await expect(play(2)).resolves.not.toEqual(times);
  });

  it('does nothing while it is disabled', async () => {
    const { create, call, pass, times } = account();
    await create({ State: 'DISABLED' });
    await pass(10 * MINUTE);
    expect(times()).toEqual([]);
    await call('UpdateSchedule', { Name: 'sweep', ...schedule() });
    await pass(MINUTE);
    expect(times()).toEqual([10 * MINUTE]);
    await call('DeleteSchedule', { Name: 'sweep' });
    await pass(10 * MINUTE);
    expect(times()).toHaveLength(1);
  });

  it('hands over its context in the input', async () => {
    const { create, pass, invoked } = account();
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","arn":"<aws.scheduler.schedule-arn>","n":<aws.scheduler.attempt-number>}';
    await create({}, { Input });
    await pass(MINUTE);
    expect(JSON.parse(invoked[0]!.input)).toEqual({
      at: '2026-01-05T09:00:30Z',
      arn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/sweep',
      n: 1,
    });
  });

  it('hands over a notification where it has no input', async () => {
    const { create, pass, invoked } = account();
    await create({}, { Input: undefined });
    await pass(MINUTE);
    expect(JSON.parse(invoked[0]!.input)).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: '111122223333',
      region: 'eu-west-1',
      resources: ['arn:aws:scheduler:eu-west-1:111122223333:schedule/default/sweep'],
      detail: '{}',
    });
  });

  it('names the message group of a FIFO queue', async () => {
    const { create, pass, invoked } = account();
    const Arn = 'arn:aws:sqs:eu-west-1:111122223333:work.fifo';
    await create({}, { Arn, SqsParameters: { MessageGroupId: 'g' } });
    await pass(MINUTE);
    expect(invoked).toMatchObject([{ arn: Arn, group: 'g' }]);
  });
});

describe('a delivery that fails', () => {
  const busy = () => new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429);
  const denied = () => new ApiError('AccessDeniedException', 'No.', 403);
  const DeadLetterConfig = { Arn: 'arn:aws:sqs:eu-west-1:111122223333:dead' };

  it('is tried again with growing delays while the target is busy', async () => {
    const { create, pass, failures, times } = account();
    failures.push(busy(), busy(), busy());
    await create({ ScheduleExpression: 'rate(1 day)' });
    await pass(MINUTE);
    expect(times()).toEqual([0, 1000, 3000, 7000]);
  });

  it('goes to the dead-letter queue when the retries are used up', async () => {
    const { create, pass, failures, times, dead } = account();
    failures.push(busy(), busy(), busy());
    await create({ ScheduleExpression: 'rate(1 day)' }, { RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig });
    await pass(MINUTE);
    expect(times()).toEqual([0, 1000, 3000]);
    expect(dead).toMatchObject([
      {
        queueArn: DeadLetterConfig.Arn,
        attributes: {
          ERROR_CODE: 'TooManyRequestsException',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          RETRY_ATTEMPTS: '2',
          TARGET_ARN: functionArn,
        },
      },
    ]);
  });

  it('goes there when it is too old', async () => {
    const { create, pass, failures, dead, times } = account();
    for (let i = 0; i < 20; i++) failures.push(busy());
    const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
    await create({ ScheduleExpression: 'rate(1 day)' }, { RetryPolicy, DeadLetterConfig });
    await pass(10 * MINUTE);
    expect(times()).toEqual([0, 1000, 3000, 7000, 15_000, 31_000]);
    expect(dead[0]!.attributes).toMatchObject({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' });
  });

  it('goes there at once where trying again is no use', async () => {
    const { create, pass, failures, times, dead } = account();
    failures.push(denied());
    await create({ ScheduleExpression: 'rate(1 day)' }, { DeadLetterConfig });
    await pass(MINUTE);
    expect(times()).toEqual([0]);
    expect(dead[0]!.attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
    expect(dead[0]!.attributes).toMatchObject({ RETRY_ATTEMPTS: '0' });
  });

  it('ends the rehearsal where the target is not emulated', async () => {
    const { create, pass } = account({ invoke: () => Promise.reject(new Error('unknown target')) });
    await create();
    await expect(pass(MINUTE)).rejects.toThrow('unknown target');
  });
});

describe('the API of EventBridge Scheduler', () => {
  it('describes a schedule with its defaults', async () => {
    const { create, call } = account();
    await expect(create()).resolves.toEqual({
      ScheduleArn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/sweep',
    });
    await expect(call('GetSchedule', { Name: 'sweep' })).resolves.toMatchObject({
      Arn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/sweep',
      Name: 'sweep',
      GroupName: 'default',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      ScheduleExpressionTimezone: 'UTC',
      CreationDate: START / 1000,
    });
  });

  it.each([
    ['a name that is taken', 'CreateSchedule', schedule({ Name: 'sweep' }), 'ConflictException'],
    ['an unknown schedule', 'UpdateSchedule', schedule({ Name: 'other' }), 'ResourceNotFoundException'],
    ['an unknown group', 'CreateSchedule', schedule({ Name: 'a', GroupName: 'g' }), 'ResourceNotFoundException'],
    ['a wrong expression', 'CreateSchedule', schedule({ Name: 'a', ScheduleExpression: 'x' }), 'ValidationException'],
    [
      'a wrong zone',
      'CreateSchedule',
      schedule({ Name: 'a', ScheduleExpressionTimezone: 'Mars/Base' }),
      'ValidationException',
    ],
  ])('refuses %s', async (_, operation, input, code) => {
    const { create, call } = account();
    await create();
    await expect(call(operation, input)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('refuses a role that it may not act as', async () => {
    const { create } = account({ canAssume: () => false });
    await expect(create()).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('acts as a role for its group, when it is made and whenever it comes round', async () => {
    const groupArn = 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default';
    const asked: unknown[] = [];
    const { create, pass } = account({
      canAssume: (arn, forArn) => asked.push({ arn, groupArn: forArn }) > 0,
      invoke: (_arn, _input, role) => {
        asked.push(role);
        return Promise.resolve();
      },
    });
    await create();
    await pass(6 * MINUTE);
    const role = { arn: roleArn, groupArn };
    expect(asked).toEqual([role, role, role]);
  });

  it.each([
    ['ListSchedules', {}, 'scheduler:ListSchedules'],
    ['CreateSchedule', schedule({ Name: 'a', KmsKeyArn: 'k' }), 'KmsKeyArn of scheduler:CreateSchedule'],
    ['CreateSchedule', schedule({ Name: 'a' }, { EcsParameters: {} }), 'Target.EcsParameters'],
    ['CreateSchedule', schedule({ Name: 'a' }, { Arn: 'arn:aws:events:eu:1:event-bus/b' }), 'Target.Arn'],
    ['CreateSchedule', schedule({ Name: 'a', ScheduleExpression: 'at(2025-01-01T00:00:00)' }), 'a time that is over'],
  ])('stops by name at %s', async (operation, input, message) => {
    await expect(account().call(operation, input)).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      message: expect.stringContaining(message) as string,
    });
  });

  it('needs permission to make the schedule and to pass its role on', () => {
    const { scheduler } = account();
    expect(scheduler.permissions('CreateSchedule', { Name: 'sweep', GroupName: 'g', ...schedule() })).toEqual([
      {
        action: 'scheduler:CreateSchedule',
        resource: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/g/sweep',
      },
      { action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': ['scheduler.amazonaws.com'] } },
    ]);
  });
});

describe('the resources of EventBridge Scheduler', () => {
  it('make a schedule in a group, change it and remove it', async () => {
    const { provider, pass, times } = account();
    const group = await provider('ScheduleGroup').create({ Name: 'nightly' }, context);
    expect(group).toMatchObject({
      id: 'nightly',
      attributes: { Arn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/nightly', State: 'ACTIVE' },
    });
    const properties = schedule({ GroupName: 'nightly' });
    const physical = await provider('Schedule').create(properties, context);
    expect(physical).toEqual({
      id: 'Chat-S-1A2B',
      attributes: { Arn: 'arn:aws:scheduler:eu-west-1:111122223333:schedule/nightly/Chat-S-1A2B' },
    });
    await pass(MINUTE);
    const next = { ...properties, ScheduleExpression: 'rate(2 minutes)' };
    await provider('Schedule').update({ physical, previous: properties, next }, context);
    await pass(3 * MINUTE);
    expect(times()).toEqual([0, MINUTE, 3 * MINUTE]);
    await provider('Schedule').remove(physical, next, context);
    await pass(10 * MINUTE);
    expect(times()).toHaveLength(3);
  });

  it('remove a group together with its schedules', async () => {
    const { provider, pass, times } = account();
    const group = await provider('ScheduleGroup').create({}, context);
    await provider('Schedule').create(schedule({ GroupName: group.id }), context);
    await provider('ScheduleGroup').remove(group, {}, context);
    await pass(10 * MINUTE);
    expect(times()).toEqual([]);
  });

  it('stop by name at a property that is not emulated', async () => {
    const { provider } = account();
    await expect(provider('Schedule').create(schedule({ KmsKeyArn: 'k' }), context)).rejects.toThrow(
      'Property KmsKeyArn of AWS::Scheduler::Schedule',
    );
  });
});

describe('the wire protocol of EventBridge Scheduler', () => {
  const request = (method: string, path: string, body = '') => ({ method, path, headers: {}, body: Buffer.from(body) });

  it.each([
    ['POST', '/schedules/a%20b', '{"State":"ENABLED"}', 'CreateSchedule', { Name: 'a b', State: 'ENABLED' }],
    ['PUT', '/schedules/a', '{}', 'UpdateSchedule', { Name: 'a' }],
    ['GET', '/schedules/a?groupName=g', '', 'GetSchedule', { Name: 'a', GroupName: 'g' }],
    [
      'DELETE',
      '/schedules/a?groupName=g&clientToken=t',
      '',
      'DeleteSchedule',
      { Name: 'a', GroupName: 'g', ClientToken: 't' },
    ],
  ])('reads %s %s', (method, path, body, operation, input) => {
    expect(schedulerProtocol.read(request(method, path, body), caller)).toEqual({ operation, input });
  });

  it.each([
    ['GET', '/schedules'],
    ['POST', '/schedule-groups/g'],
    ['PATCH', '/schedules/a'],
  ])('stops by name at %s %s', (method, path) => {
    expect(() => schedulerProtocol.read(request(method, path), caller)).toThrow(`scheduler: ${method} ${path}`);
  });

  it('answers and refuses in JSON', () => {
    expect(schedulerProtocol.answer({ a: 1 }, 'GetSchedule')).toMatchObject({ status: 200, body: '{"a":1}' });
    expect(schedulerProtocol.refuse(new ApiError('ConflictException', 'Taken.', 409))).toEqual({
      status: 409,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ConflictException' },
      body: '{"Message":"Taken."}',
    });
  });
});
