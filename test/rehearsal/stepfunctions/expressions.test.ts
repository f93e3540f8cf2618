import choiceRules from '../../cases/stepfunctions/choice-rules.json';
import intrinsicFunctions from '../../cases/stepfunctions/intrinsic-functions.json';
import jsonataCases from '../../cases/stepfunctions/jsonata.json';
import jsonPathCases from '../../cases/stepfunctions/jsonpath.json';
import { outputOf, Workshop } from './workshop';

interface Expectation {
  readonly expected?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** Plays one state named P, and compares how it ends. */
async function expectOutcome(machine: object, state: object, input: unknown, { expected, error, cause }: Expectation) {
  const execution = await new Workshop().play(
    { ...machine, StartAt: 'P', States: { P: { Type: 'Pass', End: true, ...state } } },
    input,
  );
  const outcome = { status: execution.status, output: outputOf(execution), error: execution.error };
  expect(outcome).toEqual(
    error === undefined
      ? { status: 'SUCCEEDED', output: expected, error: undefined }
      : { status: 'FAILED', output: undefined, error },
  );
  expect(execution.cause ?? '').toContain(cause ?? '');
}

describe('JSONPath', () => {
  it.each(jsonPathCases)('$name', async ({ state, input, ...expectation }) => {
    await expectOutcome({}, state, input, expectation);
  });
});

describe('intrinsic functions', () => {
  it.each(intrinsicFunctions)('$name', async ({ call, input, expected, ...expectation }) => {
    const wrapped = 'error' in expectation ? expectation : { expected: { is: expected } };
    await expectOutcome({}, { Parameters: { 'is.$': call } }, input, wrapped);
  });
});

describe('JSONata', () => {
  it.each(jsonataCases)('$name', async ({ output, input, ...expectation }) => {
    await expectOutcome({ QueryLanguage: 'JSONata' }, { Output: output }, input, expectation);
  });
});

describe('choice rules', () => {
  it.each(choiceRules)('$name', async ({ rule, input, expected }) => {
    const execution = await new Workshop().play(
      {
        StartAt: 'C',
        States: {
          C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
          Yes: { Type: 'Pass', Result: true, End: true },
          No: { Type: 'Pass', Result: false, End: true },
        },
      },
      input,
    );
    expect(outputOf(execution)).toBe(expected);
  });
});
