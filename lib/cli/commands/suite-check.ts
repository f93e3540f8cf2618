import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { DocumentError } from '../../documents/document-error';
import { readDocument } from '../../documents/read-document';
import { readJsonLines } from '../../documents/read-json-lines';
import { qualitySuiteProblems } from '../../domain/gates/quality/suite-size';
import { teardownProblems } from '../../domain/gate/teardown-time';
import { QUALITY_DEFAULTS } from '../../domain/gates/quality/quality-rule';
import { qualitySuiteSchema } from '../../domain/gates/quality/quality-suite';
import { suiteSchema } from '../../domain/suite/suite';
import type { AddCommand } from '../add-command';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { counted } from '../../report/terminal/words';

type Checked =
  | { readonly kind: 'integration'; readonly conversations: number; readonly turns: number }
  | { readonly kind: 'quality'; readonly cases: number; readonly turns: number; readonly critical: number };

type Result = { readonly file: string; readonly problems: readonly string[] } & (
  Checked | { readonly kind: 'unknown' }
);

interface SuiteCheckOptions {
  readonly json?: boolean;
  /** Of the quality gate that asks the suite, in points. */
  readonly margin?: number;
  /** Of the quality gate as well. */
  readonly expectedSd?: number;
  /** The time of the gate that holds the conversations, in seconds. */
  readonly within?: number;
}

/** What the gates have where their props do not say it. */
const WITHIN_SECONDS = 600;

/** `sluice suite check` */
export const suiteCheck: AddCommand = (program, ended) => {
  commandGroup(program, 'suite')
    .command('check')
    .description('says what is wrong with suites, each problem with its line')
    .argument('<file...>', 'YAML files; quality suites may be JSON lines, named .jsonl')
    .option('--margin <points>', 'of the quality gate, where it is not the default', upTo(2, 'points'))
    .option('--expected-sd <points>', 'of the quality gate, where it is not the default', upTo(4, 'points'))
    .option('--within <seconds>', 'of the integration gate, where it is not the default', upTo(840, 'seconds'))
    .option('--json', 'print the result as JSON on standard output')
    .action((files: string[], options: SuiteCheckOptions) => {
      ended(checkSuites(files, options));
    });
};

/** A number above 0. */
function upTo(most: number, unit: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value <= most))
      throw new InvalidArgumentError(`It must be above 0 and at most ${most} ${unit}.`);
    return value;
  };
}

/** Every file is read, and every problem of every file is said that synth would say of a gate with it. */
function checkSuites(files: readonly string[], options: SuiteCheckOptions): number {
  const { json = false } = options;
  const results = files.map((file) => check(file, options));
  if (json) process.stdout.write(jsonText({ schema: 1, files: results }));
  else for (const result of forTerminal(results)) process.stdout.write(lineOf(result));
  const problems = results.flatMap((result) => result.problems);
  if (!json) for (const problem of problems) process.stderr.write(`${forTerminal(problem)}\n`);
  return problems.length === 0 ? EXIT.good : EXIT.usage;
}

function lineOf(result: Result): string {
  const { file } = result;
  switch (result.kind) {
    case 'integration':
      return `${file}: ${counted(result.conversations, 'conversation')}, ${counted(result.turns, 'turn')}\n`;
    case 'quality':
      return `${file}: ${counted(result.cases, 'case')}, ${counted(result.turns, 'turn')}, ${result.critical} critical\n`;
    case 'unknown':
      return '';
  }
}

function check(file: string, options: SuiteCheckOptions): Result {
  try {
    const { problems, ...counted } = contents(file, options);
    return { file, ...counted, problems: problems.map((problem) => `${file}: ${problem}`) };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { file, kind: 'unknown', problems: error.message.split('\n') };
  }
}

function contents(file: string, options: SuiteCheckOptions): Checked & { readonly problems: readonly string[] } {
  // The files of integration suites are YAML, so JSON lines are always a quality suite.
  if (file.endsWith('.jsonl')) return ofQuality(readJsonLines(file, 'cases', qualitySuiteSchema), options);
  switch (readDocument(file, kindSchema)) {
    case 'quality':
      return ofQuality(readDocument(file, qualitySuiteSchema), options);
    case 'integration': {
      const suite = readDocument(file, suiteSchema);
      const { conversations } = suite;
      const problems = teardownProblems(suite, options.within ?? WITHIN_SECONDS, 1);
      return { kind: 'integration', conversations: conversations.length, turns: turnsOf(conversations), problems };
    }
  }
}

function ofQuality(suite: v.InferOutput<typeof qualitySuiteSchema>, options: SuiteCheckOptions) {
  const { cases } = suite;
  const { margin = QUALITY_DEFAULTS.margin, expectedSd = QUALITY_DEFAULTS.expectedSd } = options;
  const critical = cases.filter((one) => one.critical).length;
  const problems = qualitySuiteProblems(suite, { margin, expectedSd });
  return { kind: 'quality' as const, cases: cases.length, turns: turnsOf(cases), critical, problems };
}

function turnsOf(all: readonly { readonly turns: readonly unknown[] }[]): number {
  return all.reduce((sum, { turns }) => sum + turns.length, 0);
}

/** Only the kind of a suite: the schema of that kind says what else is wrong, such as that it is no suite at all. */
const kindSchema = v.pipe(
  v.fallback(v.looseObject({ kind: v.optional(v.unknown(), 'integration') }), { kind: 'integration' }),
  v.forward(
    v.check(({ kind }) => kind === 'integration' || kind === 'quality', 'must be integration or quality'),
    ['kind'],
  ),
  v.transform(({ kind }) => (kind === 'quality' ? 'quality' : 'integration')),
);
