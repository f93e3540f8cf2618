import { FUNCTION, outputOf, returns, Workshop } from './workshop';

const WAITING = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: FUNCTION, Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 10,
      End: true,
    },
  },
};

/** Starts the machine, and answers its token from outside. */
async function answered(answer: (workshop: Workshop, taskToken: string) => Promise<void>, more: object = {}) {
  const workshop = new Workshop({ answers: { 'lambda:Invoke': [returns(null)] } });
  await workshop.simulation.run(async () => {
    await workshop.create({
      ...WAITING,
      States: {
        Ask: { ...WAITING.States.Ask, ...more },
        ...('Catch' in more ? { Caught: { Type: 'Pass', End: true } } : {}),
      },
    });
    await workshop.start();
    await workshop.simulation.sleep(1000);
    const { token } = JSON.parse(String(workshop.calls[0]!.input.Payload)) as { readonly token: string };
    await answer(workshop, token);
  });
  return { workshop, execution: workshop.stepFunctions.executions()[0]! };
}

const codeOf = (call: Promise<unknown>) => call.catch((error: unknown) => (error as { readonly code: string }).code);

describe('a task with a token', () => {
  it('gives what comes back with the token, and not what the function returns', async () => {
    const { execution } = await answered(async (workshop, taskToken) => {
      await workshop.api('SendTaskSuccess', { taskToken, output: '{"approved":true}' });
    });
    expect(outputOf(execution)).toEqual({ approved: true });
    expect(execution.stopTime! - execution.startTime).toBe(1000);
  });

  it('refuses a token that is none before it looks at the output', async () => {
    const workshop = new Workshop();
    await expect(workshop.api('SendTaskSuccess', { taskToken: 'no-such', output: 'not JSON' })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  });

  it('fails with the error that comes back', async () => {
    const { execution } = await answered(async (workshop, taskToken) => {
      await workshop.api('SendTaskFailure', { taskToken, error: 'Refused', cause: 'not today' });
    });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'not today' });
  });

  it('waits no longer than the heartbeat after it last heard of the worker', async () => {
    const { execution } = await answered(async (workshop, taskToken) => {
      await workshop.simulation.sleep(7000);
      await workshop.api('SendTaskHeartbeat', { taskToken });
    });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(execution.stopTime! - execution.startTime).toBe(18_000);
  });

  it('waits no longer than its timeout, however often it hears of the worker', async () => {
    const { execution } = await answered(async (workshop, taskToken) => {
      for (let beat = 0; beat < 7; beat += 1) {
        await workshop.simulation.sleep(8000);
        await workshop.api('SendTaskHeartbeat', { taskToken });
      }
    });
    expect(execution.stopTime! - execution.startTime).toBe(60_000);
  });

  it.each(['States.HeartbeatTimeout', 'States.Timeout'])('has its missed heartbeat caught by %s', async (name) => {
    const { execution } = await answered(() => Promise.resolve(), { Catch: [{ ErrorEquals: [name], Next: 'Caught' }] });
    expect(execution.status).toBe('SUCCEEDED');
    expect(outputOf(execution)).toEqual({ Error: 'States.Timeout' });
  });

  it('takes no timeout for a heartbeat', async () => {
    const { execution } = await answered(() => Promise.resolve(), {
      HeartbeatSeconds: 59,
      TimeoutSeconds: '{% 58 %}',
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught' }],
    });
    expect(execution.status).toBe('FAILED');
  });

  it('takes its token once', async () => {
    const codes: unknown[] = [];
    await answered(async (workshop, taskToken) => {
      await workshop.api('SendTaskSuccess', { taskToken, output: '1' });
      codes.push(await codeOf(workshop.api('SendTaskSuccess', { taskToken, output: '1' })));
      codes.push(await codeOf(workshop.api('SendTaskHeartbeat', { taskToken: 'made up' })));
    });
    expect(codes).toEqual(['TaskTimedOut', 'InvalidToken']);
  });

  it('takes no output that is not JSON, and goes on waiting', async () => {
    const { execution } = await answered(async (workshop, taskToken) => {
      await expect(codeOf(workshop.api('SendTaskSuccess', { taskToken, output: 'nope' }))).resolves.toBe(
        'InvalidOutput',
      );
      await workshop.api('SendTaskSuccess', { taskToken, output: '2' });
    });
    expect(outputOf(execution)).toBe(2);
  });

  it('gets a new token with every attempt', async () => {
    const { workshop } = await answered(
      async (running, taskToken) => {
        await running.api('SendTaskFailure', { taskToken, error: 'Again' });
      },
      { Retry: [{ ErrorEquals: ['Again'] }] },
    );
    const tokens = workshop.calls.map(({ input }) => input.Payload);
    expect(new Set(tokens).size).toBe(2);
  });
});
