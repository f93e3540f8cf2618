import { validStateMachines } from './machines';
import { CONTEXT, MACHINE, PLACE, ROLE, Workshop } from './workshop';

const EXECUTION = PLACE.arn('states', 'execution:Gate:run');
const WAITING = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
const DONE = { StartAt: 'S', States: { S: { Type: 'Succeed' } } };

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: unknown) => (error as { code: string }).code,
  );

describe('starting an execution', () => {
  it('twice by one name and input gives the one that runs', async () => {
    const workshop = new Workshop();
    const started = await workshop.simulation.run(async () => {
      await workshop.create(WAITING);
      return [await workshop.start({ a: 1 }), await workshop.start({ a: 1 })];
    });
    expect(started[0]).toEqual(started[1]);
    expect(started[0]).toMatchObject({ executionArn: EXECUTION });
    expect(workshop.stepFunctions.executions()).toHaveLength(1);
  });

  it('by a name that is taken is refused: with another input, and when it has ended', async () => {
    const workshop = new Workshop();
    const codes = await workshop.simulation.run(async () => {
      await workshop.create(WAITING);
      await workshop.start({ a: 1 });
      const running = await codeOf(workshop.start({ a: 2 }));
      await workshop.simulation.sleep(61_000);
      return [running, await codeOf(workshop.start({ a: 1 }))];
    });
    expect(codes).toEqual(['ExecutionAlreadyExists', 'ExecutionAlreadyExists']);
  });

  it.each([
    ['StateMachineDoesNotExist', { stateMachineArn: `${MACHINE}x`, name: 'run', input: '{}' }],
    ['InvalidExecutionInput', { stateMachineArn: MACHINE, name: 'run', input: '{' }],
    ['InvalidName', { stateMachineArn: MACHINE, name: 'a b', input: '{}' }],
  ])('is refused with %s', async (code, input) => {
    const workshop = new Workshop();
    await expect(
      workshop.simulation.run(async () => {
        await workshop.create(DONE);
        return codeOf(workshop.api('StartExecution', input));
      }),
    ).resolves.toBe(code);
  });
});

describe('the events of executions', () => {
  it.each([
    ['SUCCEEDED', DONE],
    ['FAILED', { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'so' } } }],
    ['TIMED_OUT', { ...WAITING, TimeoutSeconds: 5 }],
  ])('say that one runs, and that it %s', async (status, definition) => {
    const workshop = new Workshop();
    await workshop.play(definition, { a: 1 });
    expect(workshop.events.map(({ detail }) => detail.status)).toEqual(['RUNNING', status]);
    expect(workshop.events.at(-1)?.detail).toMatchObject({
      executionArn: EXECUTION,
      stateMachineArn: MACHINE,
      name: 'run',
      input: '{"a":1}',
    });
  });

  it('have the error and the cause', async () => {
    const workshop = new Workshop();
    await workshop.play({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'so' } } });
    expect(workshop.events.at(-1)?.detail).toMatchObject({ error: 'Boom', cause: 'so' });
  });
});

describe('an execution that is stopped', () => {
  it('is ABORTED at once, and does nothing more', async () => {
    const workshop = new Workshop();
    await workshop.simulation.run(async () => {
      await workshop.create(WAITING);
      await workshop.start();
      await workshop.simulation.sleep(1000);
      workshop.stepFunctions.abort(EXECUTION, 'Stop', 'by hand');
    });
    expect(workshop.stepFunctions.executions()).toMatchObject([{ status: 'ABORTED', error: 'Stop', cause: 'by hand' }]);
    expect(workshop.elapsed).toBe(1000);
    expect(workshop.events.at(-1)?.detail).toMatchObject({ status: 'ABORTED' });
  });
});

describe('a state machine of a template', () => {
  it('is named by its ARN', async () => {
    await expect(new Workshop().create(DONE)).resolves.toMatchObject({
      id: MACHINE,
      attributes: { Arn: MACHINE, Name: 'Gate' },
    });
  });

  it('is not made with a role that Step Functions cannot assume', async () => {
    await expect(new Workshop({ ports: { canAssume: () => false } }).create(DONE)).rejects.toMatchObject({
      message: expect.stringContaining(ROLE) as string,
    });
  });

  it('changes what the next execution does, and not the one that runs', async () => {
    const workshop = new Workshop();
    const result = (Result: string) => ({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 10, Next: 'P' }, P: { Type: 'Pass', Result, End: true } },
    });
    await workshop.simulation.run(async () => {
      const properties = (text: string) => ({
        DefinitionString: JSON.stringify(result(text)),
        RoleArn: ROLE,
        StateMachineName: 'Gate',
      });
      const physical = await workshop.create(result('old'));
      await workshop.start({}, 'first');
      await workshop.stepFunctions.providers[0]?.update(
        { physical, previous: properties('old'), next: properties('new') },
        CONTEXT,
      );
      await workshop.start({}, 'second');
    });
    expect(workshop.stepFunctions.executions().map(({ output }) => output)).toEqual(['"old"', '"new"']);
  });

  it.each([
    ['no StartAt', { States: { S: { Type: 'Succeed' } } }],
    ['a start that is not there', { ...DONE, StartAt: 'X' }],
    ['a next state that is not there', { StartAt: 'S', States: { S: { Type: 'Pass', Next: 'X' } } }],
    ['neither Next nor End', { StartAt: 'S', States: { S: { Type: 'Pass' } } }],
    ['text that is no JSON', '{'],
  ])('is refused with %s', async (_, definition) => {
    await expect(codeOf(Promise.resolve().then(() => new Workshop().create(definition)))).resolves.toBe(
      'InvalidDefinition',
    );
  });

  it.each([
    ['a state of a type that is not known', { StartAt: 'S', States: { S: { Type: 'Dance', End: true } } }],
    [
      'a distributed map',
      {
        StartAt: 'M',
        States: {
          M: {
            Type: 'Map',
            End: true,
            ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...DONE },
          },
        },
      },
    ],
    [
      'an activity',
      {
        StartAt: 'T',
        States: { T: { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:111122223333:activity:a', End: true } },
      },
    ],
  ])('stops by name at %s', async (_, definition) => {
    const code = await codeOf(Promise.resolve().then(() => new Workshop().create(definition)));
    expect(['NOT_EMULATED', 'InvalidDefinition']).toContain(code);
  });

  it.each(validStateMachines)('is made of %s', async (_, definition) => {
    await expect(new Workshop().create(definition)).resolves.toMatchObject({ id: MACHINE });
  });
});
