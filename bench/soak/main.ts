import { parseArgs } from 'node:util';
import { soak } from './soak';

const USAGE = 'Usage: npm run soak -- [--runs N] [--seed N] [--json]\n';

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} must be a whole number from 1, got: ${text}`);
}

function options(): { readonly runs: number; readonly seed: number; readonly json: boolean } {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  return { runs: wholeNumber('runs', values.runs), seed: wholeNumber('seed', values.seed), json: values.json };
}

async function main(): Promise<void> {
  let given: ReturnType<typeof options>;
  try {
    given = options();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  process.exitCode = (await soak(given)) ? 0 : 1;
}

void main();
