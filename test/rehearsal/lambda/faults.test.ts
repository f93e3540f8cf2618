import { type InvocationFault } from '../../../lib/rehearsal/lambda/invocation-fault';
import { withAccount, type Account } from './account';

const HANDLER = `exports.handler = async () => {
  console.log('ran');
  return 'done';
};`;

/** A function of one second whose first invocation has a fault. */
async function invoked(fault: InvocationFault) {
  let faults: readonly InvocationFault[] = [fault];
  const next = () => {
    const [first] = faults;
    faults = faults.slice(1);
    return first;
  };
  return withAccount({ fault: next }, async (account) => {
    account.create(HANDLER, { timeoutMs: 1000 });
    const { payload, failed } = await account.invoke();
    return { payload, failed, at: account.now(), ran: account.logs.length };
  });
}

describe('an invocation', () => {
  it.each<readonly [InvocationFault, object]>([
    [{ kind: 'crash' }, { failed: true, at: 1, ran: 0, payload: { errorType: 'Runtime.ExitError' } }],
    [{ kind: 'hang' }, { failed: true, at: 1000, ran: 0, payload: { errorType: 'Sandbox.Timedout' } }],
    [
      { kind: 'slow', delayMs: 400 },
      { failed: false, at: 400, ran: 1, payload: 'done' },
    ],
    [
      { kind: 'slow', delayMs: 4000 },
      { failed: true, at: 1000, payload: { errorType: 'Sandbox.Timedout' } },
    ],
    [
      { kind: 'late', delayMs: 400 },
      { failed: false, at: 401, ran: 1, payload: 'done' },
    ],
    [
      { kind: 'late', delayMs: 4000 },
      { failed: true, at: 1000, ran: 1, payload: { errorType: 'Sandbox.Timedout' } },
    ],
    [
      { kind: 'garbage', answer: { no: 'sense' } },
      { failed: false, at: 1, ran: 1, payload: { no: 'sense' } },
    ],
  ])('goes wrong on purpose: %j', async (fault, expected) => {
    await expect(invoked(fault)).resolves.toMatchObject(expected);
  });

  it('is refused on purpose: throttled, or denied', async () => {
    await expect(invoked({ kind: 'throttle' })).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      statusCode: 429,
    });
    await withAccount({ acceptanceFault: () => 'denied' }, async (account) => {
      account.create(HANDLER);
      await expect(account.invoke()).rejects.toMatchObject({ code: 'AccessDeniedException', statusCode: 403 });
      expect(account.logs).toEqual([]);
    });
  });
});

/** Delivers one event, with so many faults first, and says what came of it. Times are in seconds. */
async function delivered(account: Account, settings: object = {}) {
  account.create(HANDLER, { timeoutMs: 1000 });
  account.lambda.registry.configureAsynchronous('fn', {
    retries: 0,
    maximumEventAgeMs: 60_000,
    onFailure: 'rescue',
    onSuccess: 'next',
    ...settings,
  });
  await account.simulation.run(() => {
    account.lambda.invokeAsynchronously({ functionName: 'fn', payload: '{"n":1}' });
    return Promise.resolve();
  });
  return account.sent.map(({ at, destination, record }) => ({ seconds: Math.floor(at / 1000), destination, record }));
}

describe('the destination of an asynchronous invocation', () => {
  it('is told of success', async () => {
    await withAccount({}, async (account) => {
      await expect(delivered(account)).resolves.toEqual([
        {
          seconds: 0,
          destination: 'next',
          record: {
            version: '1.0',
            timestamp: '2026-01-05T09:00:00.001Z',
            requestContext: {
              requestId: 'rehearsal',
              functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:fn:$LATEST',
              condition: 'Success',
              approximateInvokeCount: 1,
            },
            requestPayload: { n: 1 },
            responseContext: { statusCode: 200, executedVersion: '$LATEST' },
            responsePayload: 'done',
          },
        },
      ]);
    });
  });

  it.each([
    [0, 0],
    [1, 60],
    [2, 180],
  ])('is told of failure when it was tried %d times more', async (retries, seconds) => {
    await withAccount({ fault: () => ({ kind: 'crash' }) }, async (account) => {
      await expect(delivered(account, { retries, maximumEventAgeMs: 3_600_000 })).resolves.toMatchObject([
        {
          seconds,
          destination: 'rescue',
          record: {
            requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: retries + 1 },
            responseContext: { functionError: 'Unhandled' },
            responsePayload: { errorType: 'Runtime.ExitError' },
          },
        },
      ]);
    });
  });

  it('is told when the event is too old for another try', async () => {
    await withAccount({ fault: () => ({ kind: 'crash' }) }, async (account) => {
      await expect(delivered(account, { retries: 2, maximumEventAgeMs: 90_000 })).resolves.toMatchObject([
        { seconds: 60, record: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } } },
      ]);
    });
  });

  it('is told when a throttled event is too old, having waited twice as long each time', async () => {
    await withAccount({ fault: () => ({ kind: 'throttle' }) }, async (account) => {
      const [sent] = await delivered(account);
      expect(sent).toMatchObject({
        seconds: 1 + 2 + 4 + 8 + 16,
        record: { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 } },
      });
      expect(sent?.record).not.toHaveProperty('responsePayload');
    });
  });
});

it('an event can be delivered twice', async () => {
  await withAccount({ acceptanceFault: () => 'duplicate' }, async (account) => {
    await delivered(account);
    expect(account.logs).toEqual(['ran', 'ran']);
    expect(account.sent).toHaveLength(2);
  });
});

it('what a function logs is lost where its role may not write it', async () => {
  const asked: string[] = [];
  const mayLog = (roleArn: string, logGroup: string) => {
    asked.push(`${roleArn} ${logGroup}`);
    return false;
  };
  await withAccount({ mayLog }, async (account) => {
    account.create(HANDLER);
    await account.invoke();
    await account.invoke();
    expect(account.logs).toEqual([]);
    expect(asked).toEqual(Array<string>(2).fill('arn:aws:iam::111122223333:role/fn /aws/lambda/fn'));
  });
});
