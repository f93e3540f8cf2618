import cases from '../../cases/stepfunctions/field-values.json';
import { outputOf, Workshop } from './workshop';

interface Case {
  readonly name: string;
  readonly definition: unknown;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

describe('a value that a field finds', () => {
  it.each(cases as readonly Case[])('is told of in the words of AWS: $name', async ({ definition, input, ...ends }) => {
    const execution = await new Workshop().play(definition, input);

    const { error, cause } = execution;
    expect({ output: outputOf(execution), error, cause }).toEqual({
      output: ends.output,
      error: ends.error,
      cause: ends.cause,
    });
  });
});
