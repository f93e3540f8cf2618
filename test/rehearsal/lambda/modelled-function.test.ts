import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { type ModelledCall } from '../../../lib/rehearsal/lambda/function-model';
import { lambdaResources } from '../../../lib/rehearsal/lambda/lambda-resources';
import { withAccount, type Account, type AccountOptions } from './account';

const context = { stackName: 'Chat', logicalId: 'Scorer', where: 'chat.json, Scorer', generatedName: 'Chat-Scorer-1' };

const python = {
  FunctionName: 'fn',
  Code: { S3Bucket: 'assets', S3Key: '1.zip' },
  Handler: 'app.handler',
  Role: 'arn:aws:iam::111122223333:role/fn',
  Runtime: 'python3.13',
};
const image = {
  FunctionName: 'fn',
  Code: { ImageUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/scorer:1' },
  ImageConfig: { Command: ['app.handler'] },
  PackageType: 'Image',
  Role: 'arn:aws:iam::111122223333:role/fn',
};

function provider(account: Account) {
  const providers = lambdaResources(
    account.lambda,
    () => ({ directory: '/code', sha256: () => 'digest' }),
    () => true,
  );
  return providers.find(({ type }) => type === 'AWS::Lambda::Function')!;
}

/** An account whose scenario has a model of `Scorer`, made of a template's properties. */
async function withModel<T>(call: ModelledCall, test: (account: Account) => Promise<T>, more: AccountOptions = {}) {
  const models = { assign: (_: string, names: readonly string[]) => names.includes('Scorer'), call: () => call };
  return withAccount({ models, ...more }, test);
}

const answers = { latencyMs: 80, fails: false, payload: '{"score":1}' };

describe('a function that cannot be run here', () => {
  it.each([
    ['python3.13', 'Runtime python3.13'],
    ['java21', 'Runtime java21'],
    ['provided.al2023', 'Runtime provided.al2023'],
    ['dotnet8', 'Runtime dotnet8'],
    ['ruby3.4', 'Runtime ruby3.4'],
  ])('stops by name without a model, and says where to put one: %s', async (Runtime, what) => {
    await withAccount({}, async (account) => {
      const made: unknown = await provider(account)
        .create({ ...python, Runtime }, context)
        .catch((error: unknown) => error);
      expect(made).toBeInstanceOf(NotEmulated);
      expect((made as NotEmulated).what).toBe(what);
      expect((made as NotEmulated).fix).toContain('under `functions: { Scorer: { model:');
    });
  });

  it('stops by name without a model where it is an image', async () => {
    await withAccount({}, async (account) => {
      await expect(provider(account).create(image, context)).rejects.toThrow(
        'PackageType Image is not emulated. Met in chat.json, Scorer.',
      );
    });
  });

  it.each([
    ['of another runtime', python],
    ['that is an image', image],
  ])('answers by its model, with its latency, in the metrics: one %s', async (_, properties) => {
    await withModel(answers, async (account) => {
      await provider(account).create(properties, context);
      await expect(account.invoke()).resolves.toEqual({
        executedVersion: '$LATEST',
        payload: { score: 1 },
        failed: false,
        durationMs: 80,
      });
      expect(account.metrics).toEqual(['0 Invocations fn = 1', '0 Errors fn = 0', '0 Duration fn = 80']);
    });
  });

  it('fails by its model, and says that it was the model', async () => {
    await withModel({ ...answers, fails: true }, async (account) => {
      await provider(account).create(python, context);
      await expect(account.invoke()).resolves.toMatchObject({
        failed: true,
        payload: { errorType: 'ModelledFailure' },
      });
    });
  });

  it('is as slow as the slower of its model and what the scenario says of its version', async () => {
    const behaviour = () => ({ latencyMs: 300, fails: false });
    await withModel(
      answers,
      async (account) => {
        await provider(account).create(python, context);
        await expect(account.invoke()).resolves.toMatchObject({ durationMs: 300 });
      },
      { behaviour },
    );
  });

  it('times out by its model', async () => {
    await withModel({ ...answers, latencyMs: 9000 }, async (account) => {
      await provider(account).create(python, context);
      await expect(account.invoke()).resolves.toMatchObject({ failed: true, durationMs: 3000 });
    });
  });

  it.each([
    ['crash', { failed: true, payload: { errorType: 'Runtime.ExitError' } }],
    ['hang', { failed: true, payload: { errorType: 'Sandbox.Timedout' } }],
  ] as const)('goes wrong on purpose as any other: %s', async (kind, expected) => {
    await withModel(
      answers,
      async (account) => {
        await provider(account).create(python, context);
        await expect(account.invoke()).resolves.toMatchObject(expected);
      },
      { fault: () => ({ kind }) },
    );
  });

  it('counts for the customers that the workload model serves', async () => {
    await withModel({ ...answers, fails: true }, async (account) => {
      await provider(account).create(python, context);
      expect(account.lambda.model('fn', '$LATEST')).toEqual({
        executedVersion: '$LATEST',
        failed: true,
        durationMs: 80,
      });
    });
  });

  it('stops by name where the scenario has its model no more', async () => {
    const models = { assign: () => true, call: () => undefined };
    await withAccount({ models }, async (account) => {
      await provider(account).create(python, context);
      await expect(account.invoke()).rejects.toThrow('Runtime python3.13 is not emulated.');
    });
  });
});

describe('a handler for Node.js', () => {
  it('is run, whatever model the scenario has', async () => {
    await withModel(answers, async (account) => {
      account.create("exports.handler = async () => 'ran';", {}, 'Scorer');
      await expect(account.invoke({}, { functionName: 'Scorer' })).resolves.toMatchObject({ payload: 'ran' });
    });
  });
});

describe('what a template reserves', () => {
  const node = { ...python, Runtime: 'nodejs22.x', Handler: 'index.handler' };

  it('is kept for its function, changed with it, and free again without it', async () => {
    await withAccount({}, async (account) => {
      const { registry } = account.lambda;
      const given = { ...node, ReservedConcurrentExecutions: '900' };
      const physical = await provider(account).create(given, context);
      expect([registry.reserved('fn'), registry.reservedInAll]).toEqual([900, 900]);
      const next = { ...node, ReservedConcurrentExecutions: 5 };
      await provider(account).update({ physical, previous: given, next }, context);
      expect([registry.reserved('fn'), registry.reservedInAll]).toEqual([5, 5]);
      await provider(account).update({ physical, previous: next, next: node }, context);
      expect([registry.reserved('fn'), registry.reservedInAll]).toEqual([undefined, 0]);
      await provider(account).update({ physical, previous: node, next }, context);
      await provider(account).remove(physical, next, context);
      expect(registry.reservedInAll).toBe(0);
    });
  });

  it.each([
    [1000, 901],
    [10, 1],
  ])('leaves the others 100 of the account’s: of %d it may not be %d', async (accountConcurrency, reserved) => {
    await withAccount({ options: { accountConcurrency } }, async (account) => {
      const made = provider(account).create({ ...node, ReservedConcurrentExecutions: reserved }, context);
      await expect(made).rejects.toMatchObject({
        code: 'InvalidParameterValueException',
        message:
          "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      });
      await expect(
        provider(account).create({ ...node, ReservedConcurrentExecutions: 0 }, context),
      ).resolves.toMatchObject({ id: 'fn' });
    });
  });
});

describe('a function of a template', () => {
  it.each([
    ['no runtime', { Runtime: undefined }, 'Runtime and Handler are mandatory'],
    ['no handler', { Handler: undefined }, 'Runtime and Handler are mandatory'],
    ['no code', { Runtime: 'nodejs22.x', Code: {} }, 'Please provide a source for function code'],
  ])('fails as in AWS where it has %s', async (_, change, message) => {
    await withAccount({}, async (account) => {
      const given = Object.fromEntries(
        Object.entries({ ...python, ...change }).filter(([, value]) => value !== undefined),
      );
      await expect(provider(account).create(given, context)).rejects.toThrow(message);
    });
  });
});
