import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { CALLER, CONTEXT, FUNCTION, MACHINE, PLACE, ROLE, throws, Workshop } from './workshop';

const EXECUTION = PLACE.arn('states', 'execution:Gate:run');
const DONE = { StartAt: 'S', States: { S: { Type: 'Succeed' } } };

describe('the history of an execution', () => {
  it('tells every step, each after the one before', async () => {
    const workshop = new Workshop({ answers: { 'lambda:Invoke': [throws('Boom')] } });
    await workshop.play({
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: FUNCTION },
          TimeoutSeconds: 5,
          End: true,
        },
      },
    });
    const history = await workshop.history();
    expect(
      history.map(({ id, previousEventId, type }) => `${String(id)} after ${String(previousEventId)}: ${String(type)}`),
    ).toEqual([
      '1 after 0: ExecutionStarted',
      '2 after 0: TaskStateEntered',
      '3 after 2: TaskScheduled',
      '4 after 3: TaskStarted',
      '5 after 4: TaskFailed',
      '6 after 5: ExecutionFailed',
    ]);
    expect(history[2]!.taskScheduledEventDetails).toMatchObject({
      resourceType: 'lambda',
      resource: 'invoke',
      timeoutInSeconds: 5,
    });
    expect(history[5]!.executionFailedEventDetails).toMatchObject({ error: 'Boom' });
  });

  it('has pages, in either order', async () => {
    const workshop = new Workshop();
    await workshop.play(DONE);
    const page = (more: object) => workshop.api('GetExecutionHistory', { executionArn: EXECUTION, ...more });
    await expect(page({ maxResults: 1, reverseOrder: true })).resolves.toMatchObject({
      events: [{ type: 'ExecutionSucceeded' }],
      nextToken: '1',
    });
    await expect(page({ maxResults: 3, nextToken: '3' })).resolves.toEqual({
      events: [expect.objectContaining({ type: 'ExecutionSucceeded' })],
    });
  });

  it('has no more than 25,000 events: then the execution fails, and nothing catches that', async () => {
    const workshop = new Workshop();
    const execution = await workshop.play({
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
    });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(execution.cause).toContain('The execution reached the maximum number of history events (25000).');
    const last = (await workshop.api('GetExecutionHistory', {
      executionArn: EXECUTION,
      reverseOrder: true,
      maxResults: 1,
    })) as { readonly events: readonly object[] };
    expect(last.events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
  });
});

describe('the API', () => {
  it('describes an execution', async () => {
    const workshop = new Workshop();
    await workshop.play(DONE, { a: 1 });
    await expect(workshop.api('DescribeExecution', { executionArn: EXECUTION })).resolves.toEqual({
      executionArn: EXECUTION,
      stateMachineArn: MACHINE,
      name: 'run',
      status: 'SUCCEEDED',
      startDate: 1748779200,
      stopDate: 1748779200,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
    });
  });

  it('describes a machine', async () => {
    const workshop = new Workshop();
    await workshop.create(DONE);
    await expect(workshop.api('DescribeStateMachine', { stateMachineArn: MACHINE })).resolves.toMatchObject({
      name: 'Gate',
      roleArn: ROLE,
      status: 'ACTIVE',
      definition: JSON.stringify(DONE),
    });
  });

  it('stops an execution that runs, and leaves one that has ended as it is', async () => {
    const workshop = new Workshop();
    await workshop.play(DONE);
    await workshop.api('StopExecution', { executionArn: EXECUTION, error: 'Late' });
    expect(workshop.stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it.each([
    ['an operation', 'CreateActivity', {}],
    ['a member', 'StartExecution', { stateMachineArn: MACHINE, colour: 'red' }],
  ])('stops by name at %s that is not emulated', async (_, operation, input) => {
    const call = Promise.resolve().then(() => new Workshop().stepFunctions.api(operation, input, CALLER));
    await expect(call).rejects.toBeInstanceOf(NotEmulated);
  });

  it.each([
    ['StartExecution', { stateMachineArn: MACHINE }, MACHINE],
    ['DescribeExecution', { executionArn: EXECUTION }, EXECUTION],
    ['SendTaskSuccess', { taskToken: 't' }, '*'],
  ])('needs permission for %s', (operation, input, resource) => {
    expect(new Workshop().stepFunctions.permissions(operation, input)).toEqual([
      { action: `states:${operation}`, resource },
    ]);
  });
});

describe('a state machine', () => {
  const create = (properties: object, setup = {}) =>
    Promise.resolve().then(() =>
      new Workshop(setup).stepFunctions.providers[0]!.create({ RoleArn: ROLE, ...properties }, CONTEXT),
    );

  it('may be a definition in S3, with values put in', async () => {
    const text = (bucket: string, key: string) =>
      bucket === 'b' && key === 'k' ? JSON.stringify({ StartAt: 'S', States: { S: { Type: '${type}' } } }) : undefined;
    await expect(
      create(
        { DefinitionS3Location: { Bucket: 'b', Key: 'k' }, DefinitionSubstitutions: { type: 'Succeed' } },
        { ports: { text } },
      ),
    ).resolves.toMatchObject({ attributes: { Name: 'Stack-Machine-ABC', StateMachineRevisionId: 'INITIAL' } });
  });

  it('may be an object', async () => {
    await expect(create({ Definition: DONE })).resolves.toMatchObject({ attributes: { Name: 'Stack-Machine-ABC' } });
  });

  it.each([
    ['EXPRESS workflows', { Definition: DONE, StateMachineType: 'EXPRESS' }],
    ['an unknown property', { Definition: DONE, Colour: 'red' }],
  ])('stops by name at %s', async (_, properties) => {
    await expect(create(properties)).rejects.toBeInstanceOf(NotEmulated);
  });

  it.each([
    ['no definition', {}, 'InvalidDefinition'],
    ['two definitions', { Definition: DONE, DefinitionString: '{}' }, 'InvalidDefinition'],
    ['a definition that is not in S3', { DefinitionS3Location: { Bucket: 'b', Key: 'k' } }, 'NoSuchKey'],
  ])('is refused with %s', async (_, properties, code) => {
    await expect(create(properties)).rejects.toMatchObject({ code });
  });

  it('that is removed ends its executions at their next transition', async () => {
    const workshop = new Workshop();
    await workshop.simulation.run(async () => {
      const physical = await workshop.create({
        StartAt: 'W',
        States: { W: { Type: 'Wait', Seconds: 10, Next: 'P' }, P: { Type: 'Pass', End: true } },
      });
      await workshop.start();
      await workshop.simulation.sleep(1000);
      await workshop.stepFunctions.providers[0]!.remove(physical, { RoleArn: ROLE, Definition: DONE }, CONTEXT);
      await expect(workshop.start({}, 'late')).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
    });
    expect(workshop.stepFunctions.executions()).toMatchObject([{ status: 'ABORTED', states: [{ name: 'W' }] }]);
    expect(workshop.elapsed).toBe(10_000);
  });

  it('takes its time to enter a state', async () => {
    const workshop = new Workshop({ options: { transitionMs: 20 } });
    const execution = await workshop.play({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'S' }, S: { Type: 'Succeed' } },
    });
    expect(execution.stopTime! - execution.startTime).toBe(40);
  });
});
