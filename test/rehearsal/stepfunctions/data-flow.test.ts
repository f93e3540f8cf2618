import cases from '../../cases/stepfunctions/data-flow.json';
import { outputOf, Workshop } from './workshop';

interface Case {
  readonly name: string;
  readonly definition: unknown;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
}

it.each(cases as readonly Case[])('$name', async ({ definition, input, output, error }) => {
  const execution = await new Workshop().play(definition, input);

  expect({ status: execution.status, error: execution.error, output: outputOf(execution) }).toEqual(
    error === undefined
      ? { status: 'SUCCEEDED', error: undefined, output }
      : { status: 'FAILED', error, output: undefined },
  );
});
