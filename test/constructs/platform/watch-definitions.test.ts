import validateDefinition from 'asl-validator';
import jsonata from 'jsonata';
import { gateRunDefinition } from '../../../lib/constructs/platform/gate-run-definition';
import { shiftWatchDefinition } from '../../../lib/constructs/platform/shift-watch-definition';

interface State {
  readonly Seconds?: string;
  readonly Output?: unknown;
  readonly Default?: string;
  readonly Next?: string;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly Output: unknown;
  }[];
}

const gateRun = gateRunDefinition({
  ...{ partition: 'aws', openerArn: 'arn:opener', askerArn: 'arn:asker', deciderArn: 'arn:decider' },
  ...{ lastResortArn: 'arn:last-resort', watch: { watcherArn: 'arn:watcher', machineArn: 'arn:watch' } },
});
const shiftWatch = shiftWatchDefinition({ partition: 'aws', watcherArn: 'arn:watcher' });
const states = { ...gateRun.States, ...shiftWatch.States } as unknown as Readonly<Record<string, State>>;

const valueOf = (expression: unknown, $states: object): Promise<unknown> =>
  jsonata(String(expression).replace(/^\{%|%\}$/g, '')).evaluate(undefined, { states: $states });

async function chosen(name: string, input: unknown): Promise<string | undefined> {
  for (const { Condition: condition, Next: next } of states[name]?.Choices ?? []) {
    if ((await valueOf(condition, { input })) === true) return next;
  }
  return states[name]?.Default;
}

const release = {
  ...{
    kind: 'release',
    gates: [],
    judged: [],
    releaseRoleArn: 'arn:role',
    gateFile: { bucket: 'b', key: 'k', sha256: 's' },
  },
  release: { id: 'd-1', functionName: 'chat', deploymentGroup: 'g', green: '8' },
};

describe('the definitions with a watch', () => {
  it.each([gateRun, shiftWatch])('are what Step Functions takes: %#', (definition) => {
    expect(validateDefinition(definition).errors).toEqual([]);
  });

  it.each<[string, string, unknown, string]>([
    [
      'the watch is started before Succeeded is answered',
      'IsDecided',
      { status: 'Succeeded', watch: true },
      'StartWatch',
    ],
    ['no watch is started for a release that failed', 'IsDecided', { status: 'Failed', watch: true }, 'Answer'],
    ['no watch is started where none is asked for', 'IsDecided', { status: 'Succeeded' }, 'Answer'],
    ['a last look waits for metrics', 'IsRollback', { ...release, settleSeconds: 130 }, 'WaitForMetrics'],
    ['nothing waits where nothing was watched', 'IsRollback', release, 'Ask'],
    ['garbage waits for nothing', 'IsRollback', { settleSeconds: 130 }, 'Rescue'],
    ['the watch goes on', 'IsDone', { kind: 'wait', seconds: 60 }, 'Wait'],
    ['the watch ends with its shift', 'IsDone', { kind: 'done' }, 'Done'],
    ['the watch goes on after a look that nobody understands', 'IsDone', 'garbage', 'Wait'],
  ])('%s', async (_, name, input, next) => {
    expect(await chosen(name, input)).toBe(next);
  });

  it('answer Failed where the watch did not start, and go on where it is there already', () => {
    const ways = states.StartWatch?.Catch?.map(({ ErrorEquals: errors, Next: next }) => [errors.join(), next]);
    expect(ways).toEqual([
      ['StepFunctions.ExecutionAlreadyExistsException', 'Answer'],
      ['States.ALL', 'Rescue'],
    ]);
    expect(states.StartWatch?.Next).toBe('Answer');
  });

  it('wait as long as the release, or the look, says', async () => {
    expect(await valueOf(states.WaitForMetrics?.Seconds, { input: { settleSeconds: 130 } })).toBe(130);
    expect(await valueOf(states.Wait?.Seconds, { input: { seconds: 300 } })).toBe(300);
  });

  it('have the decider hear of a last look that broke, and look again after one in between', async () => {
    for (const { Output: output, Next: next } of states.LastLook?.Catch ?? []) {
      const caught = await valueOf(output, { input: release, errorOutput: { Error: 'E', Cause: 'C' } });
      expect([caught, next]).toEqual([{ ...release, watched: { broken: { error: 'E', cause: 'C' } } }, 'Ask']);
    }
    expect(states.LastLook?.Catch).toHaveLength(2);
    expect(states.Look?.Catch).toMatchObject([{ Output: { kind: 'wait', seconds: 60 }, Next: 'Wait' }]);
    expect(states.Wait?.Next).toBe('Look');
  });
});
