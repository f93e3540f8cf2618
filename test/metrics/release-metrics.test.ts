import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { contextOf, started, warm, written } from './invoked';

let output: ReturnType<typeof written>;
beforeEach(() => {
  output = written();
});
afterEach(() => {
  output.restore();
});

const failures = () => output.lines().map(({ Failures }) => Failures);
const call = (answer: unknown, qualifier?: string) => warm()(() => Promise.resolve(answer))({}, contextOf(qualifier));

describe('a line', () => {
  it('is one of the embedded metric format, of one set of dimensions, by the second', async () => {
    await call({ statusCode: 200 });
    const [line] = output.lines();
    expect(line).toEqual({
      _aws: {
        Timestamp: expect.any(Number) as number,
        CloudWatchMetrics: [
          {
            Namespace: 'Sluice/Release',
            Dimensions: [['FunctionName', 'Resource', 'ExecutedVersion']],
            Metrics: [
              { Name: 'Failures', Unit: 'Count', StorageResolution: 1 },
              { Name: 'Duration', Unit: 'Milliseconds', StorageResolution: 1 },
            ],
          },
        ],
      },
      FunctionName: 'chat',
      Resource: 'chat:live',
      ExecutedVersion: '7',
      Failures: 0,
      Duration: expect.any(Number) as number,
    });
    expect(Math.abs(line!._aws.Timestamp - Date.now())).toBeLessThan(5000);
  });

  it.each(['', '7', '$LATEST'])('is not written where the function was called as %p', async (qualifier) => {
    await call({ statusCode: 500 }, qualifier);
    expect(output.lines()).toEqual([]);
  });

  it.each([
    ['an ordinary answer', { answer: 'yes' }, 0],
    ['no answer', undefined, 0],
    ['a text', 'statusCode 500', 0],
    ['a list', [500], 0],
    ['a status of 499', { statusCode: 499 }, 0],
    ['a status of 500', { statusCode: 500 }, 1],
    ['a status as a text', { statusCode: '503' }, 1],
    ['a good status as a text', { statusCode: '200' }, 0],
    ['what is no status', { statusCode: 'later than 500' }, 0],
    ['a batch without failed items', { batchItemFailures: [] }, 0],
    ['a batch with failed items', { batchItemFailures: [{ itemIdentifier: 'one' }] }, 1],
    ['a good status beside failed items', { statusCode: 200, batchItemFailures: [{ itemIdentifier: 'one' }] }, 1],
    ['what is no list of failed items', { batchItemFailures: 'none' }, 0],
  ])('counts %s', async (_, answer, expected) => {
    await call(answer);
    expect(failures()).toEqual([expected]);
  });

  it('counts a cold call as such and as nothing else, and the next ones as warm', async () => {
    const handler = started()(() => Promise.resolve({ statusCode: 500 }));
    for (let calls = 0; calls < 3; calls++) await handler({}, contextOf());
    const [first, ...others] = output.lines();
    expect(first).toMatchObject({ ColdStarts: 1 });
    expect(first).not.toHaveProperty('Failures');
    expect(first).not.toHaveProperty('Duration');
    expect(JSON.stringify(first?._aws)).not.toMatch(/Failures|Duration/);
    expect(others).toMatchObject([{ Failures: 1 }, { Failures: 1 }]);
  });

  it.each([
    ['on-demand', 1],
    ['snap-start', 1],
    ['provisioned-concurrency', undefined],
    ['lambda-managed-instances', undefined],
  ])('says of the first call of an environment that is %s: cold starts %p', async (type, expected) => {
    await started(type)(() => Promise.resolve(1))({}, contextOf());
    expect(output.lines().map(({ ColdStarts }) => ColdStarts)).toEqual([expected]);
  });

  it('is of a warm call where a gate’s call by version came first', async () => {
    const handler = started()(() => Promise.resolve(1));
    await handler({}, contextOf('7'));
    await handler({}, contextOf());
    expect(failures()).toEqual([0]);
  });

  it('has the time from the beginning of the call to its end', async () => {
    jest.useFakeTimers({ now: 1_767_600_000_000 });
    const done = warm()(() => new Promise((resolve) => setTimeout(resolve, 1234)))({}, contextOf());
    await jest.advanceTimersByTimeAsync(2000);
    await done;
    jest.useRealTimers();
    expect(output.lines()).toMatchObject([{ Duration: 1234, _aws: { Timestamp: 1_767_600_001_234 } }]);
  });
});

describe('a handler in releaseMetrics', () => {
  it('gives the promise that it gave, with what it is kept for, whatever it is called with', async () => {
    const outcome = fc.record({ value: fc.anything(), rejects: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(outcome, fc.anything(), fc.array(fc.anything()), async ({ value, rejects }, self, args) => {
        const error = new Error('no', { cause: value });
        const promise = rejects ? Promise.reject(error) : Promise.resolve({ value });
        const seen: unknown[] = [];
        const handler = function (this: unknown, ...given: unknown[]) {
          seen.push(this, ...given);
          return promise;
        };
        const given = warm()(handler);
        expect(Reflect.apply(given, self, args)).toBe(promise);
        expect(seen[0]).toBe(self);
        // A callback, the third, is the only thing that is another one.
        const isOther = (one: unknown, index: number) => typeof one === 'function' && index === 2;
        expect(seen.slice(1).every((one, index) => isOther(one, index) || Object.is(one, args[index]))).toBe(true);
        const ended = await promise.then(
          (answer) => answer.value,
          (error: unknown) => error,
        );
        expect(Object.is(ended, rejects ? error : value)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('gives what it returned and throws what it threw, at once, where it is not async', () => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (value, throws) => {
        const handler = warm()(() => {
          if (throws) throw value;
          return [value];
        });
        let ended: unknown;
        try {
          [ended] = handler({}, contextOf()) as unknown[];
        } catch (error) {
          ended = error;
        }
        expect(Object.is(ended, value)).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(new Set(failures())).toEqual(new Set([0, 1]));
  });

  it('counts a rejection and an error once, as failures', async () => {
    const rejects = warm()(() => Promise.reject(new Error('no')));
    await expect(rejects({}, contextOf())).rejects.toThrow('no');
    const throws = warm()(async () => {
      await Promise.resolve();
      throw new TypeError('nor this');
    });
    await expect(throws({}, contextOf())).rejects.toThrow(TypeError);
    expect(failures()).toEqual([1, 1]);
  });

  it('has the parameters, the name, the kind and the marks that Lambda looks at', () => {
    const mark = Symbol.for('aws.lambda.runtime.handler.streaming');
    const handler = async (event: unknown, context: unknown) => Promise.resolve([event, context]);
    Object.assign(handler, { [mark]: 'response' });
    const wrapped = warm()(handler);
    expect([wrapped.length, wrapped.name, wrapped.constructor.name]).toEqual([2, 'handler', 'AsyncFunction']);
    expect(wrapped).toHaveProperty([mark], 'response');
    expect(warm()((event: never, context: never, callback: never) => [event, context, callback])).toHaveLength(3);
  });

  it.each([
    ['an answer', [null, { statusCode: 200 }], 0],
    ['a failed answer', [undefined, { statusCode: 502 }], 1],
    ['an error', [new Error('no')], 1],
  ])('may answer by its callback: %s', async (_, answer, expected) => {
    const handler = warm()((event: unknown, context: unknown, callback: (...answer: unknown[]) => unknown) => {
      expect([event, context]).toEqual([{}, contextOf()]);
      setImmediate(() => {
        callback(...answer);
        callback(...answer);
      });
    });
    const callback = jest.fn();
    handler({}, contextOf(), callback);
    expect(output.lines()).toEqual([]);
    await new Promise(setImmediate);
    expect(callback.mock.calls).toEqual([answer, answer]);
    expect(failures()).toEqual([expected]);
  });

  it('begins what it gave once, where that begins only when it is asked', async () => {
    let begun = 0;
    const query = {
      then: (resolve: (value: unknown) => unknown) => {
        begun += 1;
        return Promise.resolve({ statusCode: 500 }).then(resolve);
      },
    };
    const given = warm()(() => query)({}, contextOf());
    await Promise.resolve();
    expect(begun).toBe(0);
    expect(await given).toEqual({ statusCode: 500 });
    expect([begun, failures()]).toEqual([1, [1]]);
  });

  it.each([
    ['a promise', () => new Promise(() => undefined)],
    [
      'a callback that is never called',
      (event: never, context: never, callback: never) => [event, context, callback].slice(3),
    ],
  ])('writes nothing of a call that never ends: %s', async (_, handler) => {
    void warm()(handler)({}, contextOf(), () => undefined);
    await new Promise(setImmediate);
    expect(output.lines()).toEqual([]);
  });

  it.each([
    [
      'a getter that throws',
      Object.defineProperty({}, 'statusCode', {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    ['a frozen answer', Object.freeze({ statusCode: 500 })],
    ['a huge answer', { statusCode: 500, body: 'x'.repeat(6_000_000) }],
    [
      'an answer that holds itself',
      (() => {
        const answer: Record<string, unknown> = {};
        answer.self = answer;
        return answer;
      })(),
    ],
  ])('gives what it gave: %s', async (_, answer) => {
    expect(await call(answer)).toBe(answer);
    expect(output.lines()).toHaveLength(1);
    expect(JSON.stringify(output.lines()[0]).length).toBeLessThan(500);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('EPIPE');
      },
    ],
    [
      'tells an error',
      (_text: unknown, tell?: unknown) => {
        (tell as (error: Error) => void)(new Error('EPIPE'));
        return false;
      },
    ],
  ])('does not fail where the output %s', async (_, write) => {
    jest.spyOn(process.stdout, 'write').mockImplementation(write);
    await expect(call({ statusCode: 200 })).resolves.toEqual({ statusCode: 200 });
  });

  it.each([[undefined], [null], [{}], ['text'], [{ invokedFunctionArn: 7 }]])(
    'does not fail for a context that is none: %p',
    async (context) => {
      await expect(warm()(() => Promise.resolve(1))({}, context)).resolves.toBe(1);
      expect(output.lines()).toEqual([]);
    },
  );

  it('must be a function', () => {
    expect(() => warm()(undefined as never)).toThrow('releaseMetrics must be given a handler, which is a function');
  });
});

describe('a handler that streams', () => {
  const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
  const from = jest.fn((...[stream]: unknown[]) => stream);
  const awslambda = {
    streamifyResponse: <T extends object>(handler: T) => Object.assign(handler, { [streaming]: 'response' }),
    HttpResponseStream: { from },
  };
  beforeEach(() => {
    from.mockClear();
    Object.assign(globalThis, { awslambda: { ...awslambda, HttpResponseStream: { from } } });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'awslambda');
  });

  const answering = (metadata?: unknown) => async (_: unknown, stream: PassThrough) => {
    const { awslambda: global } = globalThis as unknown as { readonly awslambda: typeof awslambda };
    const http = metadata === undefined ? stream : (global.HttpResponseStream.from(stream, metadata) as PassThrough);
    http.write('part');
    await Promise.resolve();
    http.end();
  };

  it.each([
    ['without a status', undefined, 0],
    ['with a good status', { statusCode: 200 }, 0],
    ['with a status of 503', { statusCode: 503 }, 1],
    ['with metadata that is none', null, 0],
  ])('counts once, %s, inside of streamifyResponse and around it', async (_, metadata, expected) => {
    const releaseMetrics = warm();
    const both = [
      awslambda.streamifyResponse(releaseMetrics(answering(metadata))),
      releaseMetrics(awslambda.streamifyResponse(answering(metadata))),
    ];
    for (const handler of both) {
      expect(handler).toHaveProperty([streaming], 'response');
      const stream = new PassThrough();
      await handler({}, stream, contextOf());
      expect(stream.read()).toEqual(Buffer.from('part'));
      expect(from.mock.calls).toEqual(metadata === undefined ? [] : [[stream, metadata]]);
      from.mockClear();
    }
    expect(failures()).toEqual([expected, expected]);
  });

  it('counts as failed where it rejects', async () => {
    const handler = warm()(() => Promise.reject(new Error('no')));
    await expect(handler({}, new PassThrough(), contextOf())).rejects.toThrow('no');
    expect(failures()).toEqual([1]);
  });
});
