import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import {
  Factor,
  Gate,
  GatedRelease,
  Gates,
  Judge,
  Percent,
  QualitySuite,
  Suite,
  type StandardGatesProps,
} from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

const file = (name: string, ...lines: readonly object[]): string => {
  writeFileSync(join(outdir, name), lines.map((line) => JSON.stringify(line)).join('\n'));
  return join(outdir, name);
};
const suite = Suite.fromFile(
  file('chat.yaml', {
    effects: 'none',
    conversations: [{ key: 'greeting', turns: [{ event: 'Hello', expect: { reply: 'Hello' } }] }],
  }),
);
const questions = QualitySuite.fromFile(
  file(
    'questions.jsonl',
    { kind: 'quality', effects: 'none', event: {}, question: 'message', answer: 'reply' },
    ...Array.from({ length: 300 }, (_, index) => ({ key: `case-${index}`, turns: ['Hello?'] })),
  ),
);
const books = dynamodb.Table.fromTableName(new Stack(), 'Books', 'books');

const JUDGE = Judge.bedrock({
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  price: { inputPerMillion: 3, outputPerMillion: 15 },
});

const GIVEN: StandardGatesProps = {
  integration: { suite },
  quality: { suite: questions, judge: JUDGE },
  throttling: { tables: [books] },
};

const bound = (props: StandardGatesProps) => Gates.standard(props).map((gate) => gate._bindToRelease());
const problemsOf = (props: object) => bound(props).flatMap(({ problems }) => problems);

function synthesized(id: string, gates: (stack: Stack) => Gate[]): Annotations {
  const stack = new Stack(app, id);
  new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates: gates(stack) });
  return Annotations.fromStack(stack);
}

describe('the standard gates', () => {
  it('are those that a pipeline is trusted by, with their numbers', () => {
    const gates = bound(GIVEN);
    expect(gates.flatMap(({ problems }) => problems)).toEqual([]);
    expect(gates.map(({ definition }) => definition)).toMatchObject([
      { kind: 'health', name: 'health', phase: 'before-traffic', passes: 3, withinSeconds: 60 },
      {
        kind: 'integration',
        name: 'integration',
        phase: 'before-traffic',
        suite: { conversations: [{ key: 'greeting' }] },
      },
      { kind: 'quality', name: 'quality', phase: 'before-traffic', margin: 0.2, judge: { kind: 'bedrock' } },
      { kind: 'error-rate', phase: 'in-flight', maxIncrease: { kind: 'points', points: 1 } },
      { kind: 'latency', phase: 'in-flight', percentile: 99, maxIncrease: { kind: 'milliseconds', milliseconds: 200 } },
      { kind: 'throttling', phase: 'in-flight', onThrottle: 'fail' },
    ]);
    expect(gates.map(({ settings }) => settings)).toEqual([
      ...[{}, {}, {}],
      ...Array<object>(3).fill({ onInconclusive: 'proceed' }),
    ]);
    expect(gates.at(-1)?.tables).toEqual([books]);
  });

  it('are what the gates are, one by one', () => {
    const single = [
      Gate.health(),
      Gate.integration(GIVEN.integration!),
      Gate.quality(GIVEN.quality!),
      Gate.errorRate(),
      Gate.latency(),
      Gate.throttling(GIVEN.throttling!),
    ].map((gate) => gate._bindToRelease().definition);
    expect(bound(GIVEN).map(({ definition }) => definition)).toEqual(single);
  });

  it('ask each as it is said', () => {
    const gates = bound({
      health: { passes: 5, within: Duration.seconds(30) },
      integration: { suite, mode: 'shadow' },
      quality: { ...GIVEN.quality!, margin: 0.1 },
      errorRate: { maxIncrease: Factor.of(2) },
      latency: { percentile: 95, maxIncrease: Percent.of(50) },
      throttling: { tables: [books], onThrottle: 'note' },
    });
    expect(gates.map(({ definition }) => definition)).toMatchObject([
      { passes: 5, withinSeconds: 30 },
      { kind: 'integration' },
      { margin: 0.1 },
      { maxIncrease: { kind: 'factor', factor: 2 } },
      { percentile: 95, maxIncrease: { kind: 'percent', percent: 50 } },
      { onThrottle: 'note' },
    ]);
    expect(gates[1]?.settings).toEqual({ mode: 'shadow' });
  });

  it('stand in a list with others', () => {
    synthesized('WithOthers', (stack) => [
      ...Gates.standard(GIVEN),
      Gate.fromFunction(inlineFunction(stack, 'Own'), { name: 'own' }),
    ]);
    expect(() => app.synth({ force: true })).not.toThrow();
  });

  it('may each be left out', () => {
    const names = ['health', 'integration', 'quality', 'errorRate', 'latency', 'throttling'] as const;
    for (const name of names) {
      const gates = bound({ ...GIVEN, [name]: undefined, leaveOut: [name] });
      expect(gates.flatMap(({ problems }) => problems)).toEqual([]);
      const kind = name === 'errorRate' ? 'error-rate' : name;
      expect(gates.map((gate) => gate.name)).not.toContain(kind);
      expect(gates).toHaveLength(5);
    }
  });
});

describe('what synth says of the standard gates', () => {
  const NO_CI =
    "CI evidence is not asked for: have CI attest its checks, and give them by `ciEvidence: { checks: ['unit'] }`.";

  it.each<[string, StandardGatesProps, string]>([
    ['All', { ...GIVEN, ciEvidence: { checks: ['unit'] } }, 'Gates.standard asks 7 of its 7 gates.'],
    ['AllButCi', GIVEN, `Gates.standard asks 6 of its 7 gates. ${NO_CI}`],
    [
      'Some',
      { throttling: { tables: [books] }, leaveOut: ['quality', 'integration'] },
      `Gates.standard asks 4 of its 7 gates. ${NO_CI} \`leaveOut\` does without \`quality\` and \`integration\`.`,
    ],
  ])('is which are not asked: %s', (id, props, message) => {
    const found = synthesized(id, () => Gates.standard(props)).findInfo(
      '*',
      Match.stringLikeRegexp('Gates\\.standard'),
    );
    expect(found.map(({ entry }) => entry.data)).toEqual([expect.stringContaining(message)]);
  });
});

describe('what is wrong with the standard gates', () => {
  const NEEDS = {
    integration:
      "`integration` must be given, as it needs conversations, such as { suite: Suite.fromFile('conversations.yaml') }; to do without it, say leaveOut: ['integration']",
    quality:
      "`quality` must be given, as it needs questions and a judge, such as { suite: QualitySuite.fromFile('questions.yaml'), judge: Judge.bedrock({ … }) }; to do without it, say leaveOut: ['quality']",
    throttling:
      "`throttling` must be given, as it needs the tables that the function uses, such as { tables: [catalogue] }; to do without it, say leaveOut: ['throttling']",
  };

  it.each<[string, object, readonly string[]]>([
    ['nothing is given', {}, Object.values(NEEDS)],
    [
      'what is given is left out',
      { ...GIVEN, leaveOut: ['quality'] },
      ['`quality` must be given or left out, got: both; take it out of `leaveOut`, or do not say how it asks'],
    ],
    [
      'a gate is left out that there is not',
      { ...GIVEN, leaveOut: ['error-rate'] },
      ['`leaveOut` must have health, integration, quality, errorRate, latency and throttling alone, got: "error-rate"'],
    ],
    [
      'all are left out',
      { leaveOut: ['health', 'integration', 'quality', 'errorRate', 'latency', 'throttling'] },
      ['`leaveOut` must leave a gate, got: all of them; take the whole call out instead'],
    ],
    [
      'they are of another kind',
      { ...GIVEN, health: 3, leaveOut: 'quality' },
      ['`health` must be an object of props, got: 3', '`leaveOut` must be a list of texts, got: "quality"'],
    ],
  ])('is said where %s', (_, props, problems) => {
    expect(problemsOf(props)).toEqual(problems.map((problem) => `\`Gates.standard\`: ${problem}`));
  });

  it('is said together with what is wrong with each of them', () => {
    const problems = problemsOf({ health: { passes: 0 }, integration: { suite }, throttling: { tables: [] } });
    expect(problems).toEqual([
      'gate `health`: `passes` must be >=1, got: 0',
      'gate `throttling`: `tables` must have a table: without one there is nothing to watch; give it those that the function uses',
      `\`Gates.standard\`: ${NEEDS.quality}`,
    ]);
  });

  it('stops the synth', () => {
    const { app: other, remove: removeOther } = temporaryApp();
    const stack = new Stack(other, 'Wrong');
    const props: StandardGatesProps = { leaveOut: ['quality', 'throttling'] };
    new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates: Gates.standard(props) });
    expect(() => other.synth()).toThrow(`[Wrong/Release] \`Gates.standard\`: ${NEEDS.integration}`);
    removeOther();
  });
});
