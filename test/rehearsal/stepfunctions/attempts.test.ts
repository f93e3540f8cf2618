import * as fc from 'fast-check';
import { FUNCTION, outputOf, returns, throws, Workshop, type Answer } from './workshop';

const INVOKE = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

/** A machine of one task, and what comes after an error that it catches. */
function machine(task: object, more: object = {}) {
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'T',
    States: {
      T: { ...INVOKE, Arguments: { FunctionName: FUNCTION, Payload: {} }, End: true, ...task },
      ...('Catch' in task ? { Caught: { Type: 'Pass', End: true } } : {}),
    },
    ...more,
  };
}

const CATCH_ALL = {
  Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }],
};

/** Plays a task whose function gives these answers, and says when it was called, in seconds. */
async function called(task: object, answers: readonly Answer[], seed = 1) {
  const workshop = new Workshop({ seed, answers: { 'lambda:Invoke': answers } });
  const execution = await workshop.play(machine(task));
  return { execution, seconds: workshop.calls.map(({ atMs }) => atMs / 1000) };
}

describe('a task that fails is tried again', () => {
  it.each([
    ['three times, after 1, 2 and 4 seconds', {}, [0, 1, 3, 7]],
    ['as often as it says', { MaxAttempts: 1 }, [0, 1]],
    ['never, where it says so', { MaxAttempts: 0 }, [0]],
    ['with its own backoff', { IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }, [0, 2, 8]],
    ['no later than it says', { IntervalSeconds: 4, MaxDelaySeconds: 5, MaxAttempts: 3 }, [0, 4, 9, 14]],
  ])('%s', async (_, retrier, expected) => {
    const { execution, seconds } = await called({ Retry: [{ ErrorEquals: ['States.ALL'], ...retrier }] }, [
      throws('Boom'),
    ]);
    expect(seconds).toEqual(expected);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Boom' });
  });

  it('until it succeeds', async () => {
    const { execution, seconds } = await called(
      { Retry: [{ ErrorEquals: ['Boom'] }], Output: '{% $states.result.Payload %}' },
      [throws('Boom'), returns({ a: 1 })],
    );
    expect(seconds).toEqual([0, 1]);
    expect(outputOf(execution)).toEqual({ a: 1 });
  });

  it('by the first retrier that names the error, each with a count of its own', async () => {
    const Retry = [
      { ErrorEquals: ['Boom'], IntervalSeconds: 10, MaxAttempts: 1 },
      { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 },
    ];
    const { seconds } = await called({ Retry }, [throws('Other'), throws('Boom'), throws('Boom')]);
    expect(seconds).toEqual([0, 1, 11]);
  });

  it('with full jitter somewhere between at once and the whole wait, the same for the same seed', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: 'FULL' }];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), async (seed) => {
        const { seconds } = await called({ Retry }, [throws('Boom')], seed);
        const again = await called({ Retry }, [throws('Boom')], seed);
        const [, first = -1, second = -1] = seconds;
        expect(again.seconds).toEqual(seconds);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(10);
        expect(second - first).toBeGreaterThanOrEqual(0);
        expect(second - first).toBeLessThanOrEqual(20);
      }),
      { numRuns: 20 },
    );
  });
});

describe('an error is called', () => {
  it.each<readonly [string, Answer]>([
    ['Boom', throws('Boom')],
    ['Lambda.TooManyRequestsException', { refuses: 'TooManyRequestsException', statusCode: 429 }],
    ['Lambda.AWSLambdaException', { refuses: 'AccessDeniedException', statusCode: 403 }],
  ])('%s', async (error, answer) => {
    const { execution } = await called(CATCH_ALL, [answer]);
    expect(outputOf(execution)).toBe(error);
  });

  it("by the service's name in an SDK integration, whose members are written otherwise on the wire", async () => {
    const refuses = 'LifecycleEventAlreadyCompletedException';
    const workshop = new Workshop({ answers: { 'codedeploy:PutLifecycleEventHookExecutionStatus': [{ refuses }] } });
    const execution = await workshop.play(
      machine({
        Resource: 'arn:aws:states:::aws-sdk:codedeploy:putLifecycleEventHookExecutionStatus',
        Arguments: { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'x', Status: 'Failed' },
        ...CATCH_ALL,
      }),
    );
    expect(outputOf(execution)).toBe(`CodeDeploy.${refuses}`);
    expect(workshop.calls[0]?.input).toEqual({
      deploymentId: 'd-1',
      lifecycleEventHookExecutionId: 'x',
      status: 'Failed',
    });
  });
});

describe('an error is caught', () => {
  it.each([
    [['States.ALL'], true],
    [['States.TaskFailed'], true],
    [['Boom'], true],
    [['Other', 'Boom'], true],
    [['Other'], false],
    [['States.Timeout'], false],
  ])('by %j: %s', async (ErrorEquals, isCaught) => {
    const { execution } = await called({ Catch: [{ ErrorEquals, Next: 'Caught' }] }, [throws('Boom')]);
    expect(execution.status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
  });

  it('by nobody where it is States.DataLimitExceeded', async () => {
    const { execution } = await called(CATCH_ALL, [returns('x'.repeat(300_000))]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('by nobody where it is States.Runtime', async () => {
    const workshop = new Workshop({ answers: { 'lambda:Invoke': [returns(1)] } });
    const execution = await workshop.play(
      {
        StartAt: 'T',
        States: {
          T: {
            ...INVOKE,
            Parameters: { FunctionName: FUNCTION },
            InputPath: '$.none',
            End: true,
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          },
          Caught: { Type: 'Pass', End: true },
        },
      },
      {},
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('time', () => {
  it('ends a task at its deadline', async () => {
    const { execution } = await called({ TimeoutSeconds: 5, ...CATCH_ALL }, [{ ...returns(1), afterMs: 9000 }]);
    expect(outputOf(execution)).toBe('States.Timeout');
    expect((execution.stopTime ?? 0) - execution.startTime).toBe(5000);
  });

  it('takes a deadline by expression', async () => {
    const { execution } = await called({ TimeoutSeconds: '{% 1 + 1 %}', ...CATCH_ALL }, [
      { ...returns(1), afterMs: 9000 },
    ]);
    expect((execution.stopTime ?? 0) - execution.startTime).toBe(2000);
  });

  it('ends the machine, which no Catch sees', async () => {
    const workshop = new Workshop({ answers: { 'lambda:Invoke': [{ ...returns(1), afterMs: 9000 }] } });
    const execution = await workshop.play(machine(CATCH_ALL, { TimeoutSeconds: 3 }));
    expect(execution).toMatchObject({ status: 'TIMED_OUT', stopTime: execution.startTime + 3000 });
  });

  it('passes in a Wait', async () => {
    const wait = {
      QueryLanguage: 'JSONata',
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } },
    };
    const execution = await new Workshop().play(wait, { s: 90 });
    expect((execution.stopTime ?? 0) - execution.startTime).toBe(90_000);
  });
});
