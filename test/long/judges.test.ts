import { QualityRehearsal, type QualityStep } from './quality-service';

const onJudge = (kind: string) => [{ on: 'function', id: 'Service/JudgeFn', kind }];

/** Each is compared with the version that answers plainly, since none of them is released. */
const STEPS: readonly QualityStep[] = [
  { name: 'invented titles', version: { answers: 'inventedTitles' }, outcome: 'blocked', code: 'deep-drop' },
  { name: 'a rude tone', version: { answers: 'rude' }, outcome: 'blocked', code: 'deep-drop' },
  {
    name: 'a throttled judge',
    version: { answers: 'rewordedAgain', judge: 'throttled' },
    faults: onJudge('throttle'),
    outcome: 'blocked',
    code: 'judge-unavailable',
  },
  {
    name: 'a judge that times out',
    version: { answers: 'rewordedAgain', judge: 'hanging' },
    outcome: 'blocked',
    code: 'judge-unavailable',
  },
  {
    name: 'a bribed judge',
    version: { answers: 'wrongCounts', judge: 'bribed' },
    outcome: 'blocked',
    code: 'judge-unfit',
  },
  {
    name: 'a judge that obeys what it reads',
    version: { answers: 'wrongCounts', judge: 'obedient' },
    outcome: 'blocked',
    code: 'judge-unfit',
  },
  {
    name: 'a judge over its budget',
    version: { answers: 'rewordedAgain', gate: { maxTokens: 30_000 } },
    outcome: 'blocked',
    code: 'judge-over-budget',
  },
];

/** What the quality asker may do, and the release's role beside calling its function: without it nothing is released. */
const WITHOUT = ['dynamodb:Query', 'sts:AssumeRole', 'lambda:GetFunctionConfiguration', 'logs:PutLogEvents'] as const;

let rehearsal: QualityRehearsal;

beforeAll(() => {
  rehearsal = QualityRehearsal.play(
    [
      ...STEPS,
      ...WITHOUT.map((action): QualityStep => ({
        name: action,
        version: { answers: 'reworded', without: action },
        expects: 'nothing',
        outcome: 'blocked',
        code: '',
      })),
    ],
    280_000,
  );
}, 300_000);

it.each(WITHOUT)('does not go unnoticed without %s', (action) => {
  const { deniedCalls } = rehearsal.step(action);
  expect(deniedCalls.map((call) => call.action)).toContain(action);
  const isLog = action.startsWith('logs:');
  expect(rehearsal.step(action).outcome === 'blocked').toBe(!isLog);
});

it('ends as every step is expected to', () => {
  expect(rehearsal.status).toBe(0);
});

it.each(STEPS)('$name: $outcome', ({ name, outcome, code }) => {
  const { expectation, traffic } = rehearsal.step(name);
  const { reasons } = rehearsal.gate(name);
  expect([expectation?.differences, reasons[0]?.code]).toEqual([[], code]);
  expect(traffic.some(({ weight }) => weight > 0)).toBe(outcome === 'released');
});

it('spends no more than its budget', () => {
  const { judgeInputTokens = 0, judgeOutputTokens = 0 } = rehearsal.gate('a judge over its budget').evidence.figures;
  expect(judgeInputTokens + judgeOutputTokens).toBeLessThanOrEqual(30_000);
});
