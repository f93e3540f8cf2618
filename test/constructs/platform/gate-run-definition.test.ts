import validateDefinition from 'asl-validator';
import { Stack } from 'aws-cdk-lib';
import jsonata from 'jsonata';
import { ReleasePlatform } from 'sluice';
import { gateRunDefinition } from '../../../lib/constructs/platform/gate-run-definition';
import { GATES_SECONDS } from '../../../lib/domain/gate/hook-time';
import answers from '../../cases/constructs/gate-run-answers.json';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

const platformStack = new Stack(app, 'PlatformStack');
new ReleasePlatform(platformStack, 'Platform');
const view = new StackView(platformStack);

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly TimeoutSeconds?: number | string;
  readonly MaxConcurrency?: number;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly Resource?: string;
  readonly Output?: unknown;
  readonly Choices?: readonly { readonly Condition: string; readonly Output?: unknown; readonly Next: string }[];
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly Output: unknown;
  }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

const definition = gateRunDefinition({
  partition: 'aws',
  openerArn: 'arn:opener',
  askerArn: 'arn:asker',
  deciderArn: 'arn:decider',
  lastResortArn: 'arn:last-resort',
});
const outer = definition.States as unknown as Readonly<Record<string, State>>;
const states: Readonly<Record<string, State>> = { ...outer, ...outer.Ask?.ItemProcessor?.States };
const tasks = Object.entries(states).filter(([, { Type: type }]) => type === 'Task');

/** What an expression of the definition comes to, by the same language. */
const valueOf = (expression: string, $states: object): Promise<unknown> =>
  jsonata(expression.replace(/^\{%|%\}$/g, '')).evaluate(undefined, { states: $states });

/** Where a choice goes with an input, or that it breaks. */
async function chosen(name: string, input: unknown): Promise<string | undefined> {
  for (const { Condition: condition, Next: next } of states[name]?.Choices ?? []) {
    const value = await valueOf(condition, { input });
    if (typeof value !== 'boolean') throw new Error(`${name} asks for what is no yes or no: ${String(value)}`);
    if (value) return next;
  }
  return states[name]?.Default;
}

describe('the definition of a gate run', () => {
  it('is what Step Functions takes, as it stands in the template', () => {
    const machine = view.properties('AWS::StepFunctions::StateMachine', 'Platform/GateRun/Machine');
    const text = view
      .text(machine.DefinitionString)
      .replaceAll('<AWS::Partition>', 'aws')
      .replace(/<[^>]*>/g, 'arn:deployed');
    const { isValid, errors } = validateDefinition(JSON.parse(text) as object);
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('is found to be wrong where a state leads nowhere', () => {
    const wrong = { ...definition, States: { ...definition.States, Done: { Type: 'Pass', Next: 'Nowhere' } } };
    expect(validateDefinition(wrong).isValid).toBe(false);
  });

  it('goes from state to state like this', () => {
    const ways = Object.entries(states).map(([name, state]) => {
      const choices = state.Choices?.map(({ Next: next }) => next) ?? [];
      const caught = state.Catch?.map(({ ErrorEquals: errors, Next: next }) => `${errors.join()} → ${next}`) ?? [];
      return [name, [...choices, state.Default, state.Next, ...caught].filter((way) => way !== undefined)];
    });
    expect(Object.fromEntries(ways)).toEqual({
      Open: ['IsRollback', 'States.ALL → Rescue'],
      IsRollback: ['Answer', 'Ask', 'Rescue'],
      Ask: ['Decide', 'States.ALL → Rescue'],
      AskGate: ['DoesItKnow', 'States.DataLimitExceeded → CanItGoOn', 'States.ALL → CanItGoOn'],
      DoesItKnow: ['AskGate', 'WaitToAskAgain', 'GateAnswered'],
      CanItGoOn: ['AskGate', 'GateBroke'],
      WaitToAskAgain: ['AskGate'],
      GateAnswered: [],
      GateBroke: [],
      Decide: ['IsDecided', 'States.ALL → Rescue'],
      IsDecided: ['Answer', 'Rescue'],
      Answer: [
        'Done',
        'CodeDeploy.LifecycleEventAlreadyCompletedException,CodeDeploy.InvalidLifecycleEventHookExecutionIdException → Done',
        'States.ALL → Rescue',
      ],
      Done: [],
      Rescue: ['Broke', 'States.ALL → Broke'],
      Broke: [],
    });
  });

  it('comes to a success only by way of an answer that CodeDeploy has', () => {
    const leads = (to: string) =>
      Object.entries(states).flatMap(([name, state]) =>
        [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next: next }) => next)].includes(to) ? [name] : [],
      );
    expect(leads('Done')).toEqual(['Answer']);
    expect(states.Done?.Type).toBe('Succeed');
    expect(Object.values(outer).filter(({ Type: type, End: end }) => type === 'Succeed' || end === true)).toHaveLength(
      1,
    );
  });

  it('has all of its steps within 50 minutes of the hook’s hour, and each by itself', () => {
    expect(definition.TimeoutSeconds).toBe(50 * 60);
    expect(tasks.map(([name, { TimeoutSeconds: seconds }]) => [name, seconds])).toEqual([
      ['Open', 90],
      ['Decide', 90],
      ['Answer', 30],
      ['Rescue', 90],
      ['AskGate', '{% $states.input.deadlineSeconds %}'],
    ]);
  });

  it('tries again what Lambda itself could not do, and of what a function threw only that a role is not known yet', () => {
    for (const [name, { Resource: resource, Retry: retry }] of tasks) {
      if (resource !== 'arn:aws:states:::lambda:invoke') continue;
      expect(retry?.map(({ ErrorEquals: errors, JitterStrategy: jitter }) => [jitter, ...errors])).toEqual([
        [
          'FULL',
          'Lambda.TooManyRequestsException',
          'Lambda.ServiceException',
          'Lambda.AWSLambdaException',
          'Lambda.SdkClientException',
        ],
        // The opener takes the release's role.
        ...(name === 'Open' ? [[undefined, 'ReleaseRoleDenied']] : []),
      ]);
    }
    expect(tasks.filter(([, { Resource: resource }]) => resource === 'arn:aws:states:::lambda:invoke')).toHaveLength(4);
  });

  it('outlasts a minute of throttling before it gives up to answer, but takes an answered hook as it is', () => {
    const [answered, others] = states.Answer?.Retry ?? [];
    expect(answered).toEqual({
      ErrorEquals: ['CodeDeploy.LifecycleEventAlreadyCompletedException'],
      MaxAttempts: 0,
    });
    const {
      IntervalSeconds: first = 0,
      BackoffRate: rate = 1,
      MaxDelaySeconds: most = 0,
      MaxAttempts: tries,
    } = others!;
    const waits = Array.from({ length: tries }, (_, index) => Math.min(first * rate ** index, most));
    expect(others).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' });
    expect(waits.reduce((sum, wait) => sum + wait / 2, 0)).toBeGreaterThan(90);
  });

  it('leaves time to decide, to answer and to rescue after gates that took all of their time, however often its retries wait', () => {
    expect(GATES_SECONDS + 3 * 90 + 210 + 11 * 30).toBeLessThan(definition.TimeoutSeconds);
  });

  it('asks forty gates at a time', () => {
    expect(states.Ask?.MaxConcurrency).toBe(40);
  });

  it('gives the secret of the hook to who answers, and to nobody else', () => {
    const knowing = tasks.filter(([, { Arguments: given }]) => JSON.stringify(given).includes('hookExecutionId'));
    expect(knowing.map(([name]) => name)).toEqual(['Answer', 'Rescue']);
    const outputs = Object.values(states).flatMap(({ Output: output, Catch: caught = [], Choices: choices = [] }) => [
      output,
      ...caught.map((one) => one.Output),
      ...choices.map((one) => one.Output),
    ]);
    expect(JSON.stringify(outputs)).not.toContain('Execution.Input');
  });
});

describe('what a gate run makes of an answer', () => {
  it.each(answers.opener)('of the opener: $name', async ({ answer, next }) => {
    expect(await chosen('IsRollback', answer)).toBe(next);
  });

  it.each(answers.decider)('of the decider: $name', async ({ answer, next }) => {
    expect(await chosen('IsDecided', answer)).toBe(next);
  });

  it('of a rollback: nothing but Succeeded', () => {
    expect(states.IsRollback?.Choices?.[0]?.Output).toEqual({ status: 'Succeeded' });
  });

  it.each(['IsRollback', 'IsDecided'])('that nobody understands: it says so, for the last resort: %s', (name) => {
    expect(states[name]?.Output).toEqual({ error: 'GarbageAnswer', cause: expect.any(String) as string });
  });

  it.each([
    ['with its cause', { Error: 'States.Timeout', Cause: 'x'.repeat(5000) }, 'x'.repeat(1936)],
    ['without a cause', { Error: 'States.Timeout' }, ''],
  ])('of a gate that broke: it is an answer, short enough to be carried, %s', async (_, errorOutput, cause) => {
    const input = { name: 'own', request: { gates: 3 } };
    const caught = await valueOf(states.AskGate?.Catch?.[0]?.Output as string, { errorOutput, input });
    const { name, broken } = states.CanItGoOn?.Output as { name: string; broken: string };
    expect(await valueOf(name, { input: caught })).toBe('own');
    expect(await valueOf(broken, { input: caught })).toEqual({ error: 'States.Timeout', cause });
  });

  it.each([1, 20, 48])(
    'of gates that all broke, with causes of control characters: those of %i go on together',
    async (gates) => {
      const errorOutput = { Error: '\u0000'.repeat(300), Cause: '\u0000'.repeat(32_000) };
      const input = { name: 'n'.repeat(64), request: { gates } };
      const outputs = states.AskGate?.Catch?.map(({ Output: output }) => output as string) ?? [];
      for (const output of outputs) {
        const caught = (await valueOf(output, { errorOutput, input })) as { readonly broken: object };
        const told = Buffer.byteLength(JSON.stringify({ name: input.name, broken: caught.broken }));
        expect(gates * told).toBeLessThanOrEqual(200 * 1024);
      }
      expect(outputs).toHaveLength(2);
    },
  );

  it.each(['Open', 'Ask', 'Decide', 'Answer'])(
    'of an error without a cause: the last resort is told: %s',
    async (name) => {
      const output = states[name]?.Catch?.at(-1)?.Output as { error: string; cause: string };
      expect(await valueOf(output.error, { errorOutput: { Error: 'E' } })).toBe('E');
      expect(await valueOf(output.cause, { errorOutput: { Error: 'E' } })).toBe('');
    },
  );
});

describe('a gate that is asked again', () => {
  const item = (change: object) => ({
    ...{ name: 'own', retry: { attempts: 2, everySeconds: 60 }, attempt: 1 },
    answer: { name: 'own', verdict: { outcome: 'inconclusive' } },
    ...change,
  });

  it.each<[string, object, string]>([
    ['it did not know, and may be asked', {}, 'WaitToAskAgain'],
    ['it did not know the last time but one', { attempt: 2 }, 'WaitToAskAgain'],
    ['it did not know, and was asked as often as it may be', { attempt: 3 }, 'GateAnswered'],
    ['it did not know, and is to be asked once', { retry: null }, 'GateAnswered'],
    ['it passed', { answer: { name: 'own', verdict: { outcome: 'pass' } } }, 'GateAnswered'],
    ['it failed', { answer: { name: 'own', verdict: { outcome: 'fail' } } }, 'GateAnswered'],
    ['it answered nothing', { answer: null }, 'GateAnswered'],
    ['it answered a text', { answer: 'inconclusive' }, 'GateAnswered'],
    ['its verdict is a list', { answer: { verdict: ['inconclusive'] } }, 'GateAnswered'],
    ['its outcome is a list', { answer: { verdict: { outcome: ['inconclusive', 'pass'] } } }, 'GateAnswered'],
    ['it has no verdict', { answer: { name: 'own' } }, 'GateAnswered'],
  ])('where %s', async (_, change, next) => {
    expect(await chosen('DoesItKnow', item(change))).toBe(next);
  });

  it.each<[string, string, object, string]>([
    ['it was not done', 'DoesItKnow', { answer: { notDone: true } }, 'AskGate'],
    ['it was not done, and has gone on as often as it may', 'DoesItKnow', { resumed: 2 }, 'GateAnswered'],
    ['it was done', 'DoesItKnow', { answer: { verdict: { outcome: 'pass' } } }, 'GateAnswered'],
    ['it answered nothing', 'DoesItKnow', { answer: null }, 'GateAnswered'],
    ['it says that it is not done, and cannot go on', 'DoesItKnow', { resumes: null }, 'GateAnswered'],
    ['it broke', 'CanItGoOn', {}, 'AskGate'],
    ['it broke, and has gone on as often as it may', 'CanItGoOn', { resumed: 2 }, 'GateBroke'],
    ['it broke, and cannot go on', 'CanItGoOn', { resumes: null }, 'GateBroke'],
  ])('goes on, or does not, where %s', async (_, state, change, next) => {
    const input = { ...item({ retry: null, resumes: 2 }), resumed: 1, answer: { notDone: true }, ...change };
    expect(await chosen(state, input)).toBe(next);
    const { Output: output } = states.CanItGoOn?.Choices?.[0] as { readonly Output: string };
    expect(await valueOf(output, { input })).toMatchObject({ name: 'own', resumed: input.resumed + 1 });
  });

  it('waits as long as it says, and counts', async () => {
    const { Seconds: seconds, Output: output } = states.WaitToAskAgain as State & { readonly Seconds: string };
    expect(await valueOf(seconds, { input: item({}) })).toBe(60);
    expect(await valueOf(output as string, { input: item({}) })).toMatchObject({ attempt: 2, name: 'own' });
  });

  it.each<[string, object, unknown]>([
    ['as it stands, the first time', {}, { name: 'own', verdict: { outcome: 'inconclusive' } }],
    ['with how often it was asked', { attempt: 3 }, { ...item({}).answer, attempts: 3 }],
    ['as it stands where it is no object', { attempt: 3, answer: 'pass' }, 'pass'],
    ['as nothing where it is nothing', { answer: null }, null],
  ])('has its answer told %s', async (_, change, told) => {
    const { Output: output } = states.DoesItKnow as { readonly Output: string };
    expect(await valueOf(output, { input: item(change) })).toEqual(told);
  });

  it('is asked by its name, its release, its file and its role, by how many share the room, and by its function if it has one', async () => {
    const { ItemSelector: selector } = outer.Ask as unknown as { readonly ItemSelector: Record<string, string> };
    const input = { release: { id: 'd-1' }, gateFile: { key: 'k' }, releaseRoleArn: 'arn:role' };
    const gates = [{ name: 'health' }, { name: 'own' }];
    const asked = (value: object) =>
      valueOf(selector.request ?? '', { input: { ...input, gates }, context: { Map: { Item: { Value: value } } } });
    expect(await asked({ name: 'health' })).toEqual({ name: 'health', ...input, gates: 2 });
    expect(await asked({ name: 'own', functionArn: 'arn:own' })).toEqual({
      name: 'own',
      ...input,
      functionArn: 'arn:own',
      gates: 2,
    });
  });
});
