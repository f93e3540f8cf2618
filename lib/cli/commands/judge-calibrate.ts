import { InvalidArgumentError } from 'commander';
import { replayingJudge } from '../../adapters/cassette';
import { readDocument } from '../../documents/read-document';
import { readJsonLineItems, readJsonLines } from '../../documents/read-json-lines';
import {
  calibrate,
  labelProblems,
  type Calibration,
  type Estimate,
  type ScoredTwice,
} from '../../domain/calibration/calibration';
import {
  calibrationLabelSchema,
  questionAbout,
  type CalibrationLabel,
  type KnownCases,
} from '../../domain/calibration/calibration-label';
import { calibrationSentences } from '../../domain/calibration/calibration-sentences';
import { noScore, type Judge } from '../../domain/judge/judge-port';
import { qualitySuiteSchema } from '../../domain/gates/quality/quality-suite';
import { SCORES } from '../../domain/judge/rubric';
import type { AddCommand } from '../add-command';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { UsageError } from '../usage-error';
import { counted } from '../../domain/text/figures';

interface JudgeCalibrateOptions {
  /** JSON lines, each a `CalibrationLabel`. */
  readonly labels: string;
  /** Where a judge's scores were recorded, for labels without one. */
  readonly cassette?: string;
  /** The name under which they were recorded. */
  readonly judge?: string;
  /** The suite whose cases the labels name. */
  readonly suite?: string;
  /** In points, for the words about it. */
  readonly margin?: number;
  readonly json?: boolean;
}

/** A replayed judge does not wait for anybody. */
const TIMEOUT_MS = 1000;

/** `sluice judge calibrate` */
export const judgeCalibrate: AddCommand = (program, ended) => {
  commandGroup(program, 'judge')
    .command('calibrate')
    .description("compares a judge's scores with people's on the same answers, and says what it means for the margin")
    .requiredOption('--labels <file>', 'JSON lines: {"human":4,"judge":5}, or {"human":4,"question":…,"answer":…}')
    .option('--cassette <file>', 'where the scores of labels without one were recorded')
    .option('--judge <name>', 'the name under which the cassette has them, such as the id of the model')
    .option('--suite <file>', 'the quality suite whose cases the labels name by their `key`')
    .option('--margin <points>', 'the margin of the gate', marginPoints)
    .option('--json', 'print the result as JSON on standard output')
    .action(async (options: JudgeCalibrateOptions) => {
      ended(await calibrateJudge(options));
    });
};

function marginPoints(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 4))
    throw new InvalidArgumentError('It must be above 0 and below 4 points.');
  return value;
}

async function calibrateJudge(options: JudgeCalibrateOptions): Promise<number> {
  const { labels: file, margin, json = false } = options;
  const judge = judgeOf(options);
  const suite = options.suite === undefined ? undefined : readSuite(options.suite);
  const scored: ScoredTwice[] = [];
  const without: string[] = [];
  for (const [index, label] of readJsonLineItems(file, calibrationLabelSchema).entries()) {
    const asked = await scoreOf(label, judge, suite);
    const name = label.key ?? `label ${index + 1}`;
    if (typeof asked === 'string') without.push(`${name}: ${asked}`);
    else scored.push(asked);
  }
  const problems = labelProblems(scored);
  if (problems.length > 0) throw new UsageError([`${file} says too little.`, ...problems, ...left(without)].join('\n'));
  const calibration = calibrate(scored);
  const meaning = calibrationSentences(calibration, margin);
  process.stdout.write(
    json
      ? jsonText({ schema: 1, ...calibration, withoutScore: without, meaning })
      : `${[...shown(calibration), '', ...meaning, ...left(forTerminal(without))].join('\n')}\n`,
  );
  return EXIT.good;
}

function judgeOf({ cassette, judge }: JudgeCalibrateOptions): Judge | undefined {
  if (cassette === undefined && judge === undefined) return undefined;
  if (cassette === undefined || judge === undefined) {
    throw new UsageError('--cassette and --judge belong together: the file, and the name under which it was recorded.');
  }
  try {
    return replayingJudge(judge, cassette);
  } catch (error) {
    throw new UsageError(`--cassette ${cassette}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readSuite(file: string): KnownCases {
  return file.endsWith('.jsonl')
    ? readJsonLines(file, 'cases', qualitySuiteSchema)
    : readDocument(file, qualitySuiteSchema);
}

/** Both scores, or why there is none by the judge. */
async function scoreOf(
  label: CalibrationLabel,
  judge: Judge | undefined,
  suite: KnownCases | undefined,
): Promise<ScoredTwice | string> {
  const { human } = label;
  if (label.judge !== undefined) return { human, judge: label.judge };
  if (!judge) return 'it has no `judge` score; give one, or name --cassette and --judge.';
  const question = questionAbout(label, suite);
  if (question.kind === 'incomplete') return `it ${question.misses}.`;
  const answer = await judge(question.request, { timeoutMs: TIMEOUT_MS });
  return answer.kind === 'scored' ? { human, judge: answer.score } : (noScore(answer)?.message ?? 'it has no score.');
}

const LISTED = 5;

function left(without: readonly string[]): readonly string[] {
  if (without.length === 0) return [];
  const [labels, were] = without.length === 1 ? ['label', 'was'] : ['labels', 'were'];
  const more = without.length > LISTED ? [`and ${without.length - LISTED} more`] : [];
  return [
    '',
    `${without.length} ${labels} without a score by the judge ${were} left out:`,
    ...without.slice(0, LISTED),
    ...more,
  ];
}

function shown({ labels, exact, withinOne, kappa, bias, slope, confusion }: Calibration): readonly string[] {
  return [
    `${counted(labels, 'answer')}, scored by people and by the judge. Intervals are 95 %.`,
    '',
    ...aligned([
      ['same score', percent(exact), ''],
      ['at most a point apart', percent(withinOne), ''],
      ['weighted kappa', estimate(kappa), 'squared weights; Fleiss, Cohen and Everitt 1969, on the z scale'],
      ['judge minus people', estimate(bias), "points; Student's t"],
      ['slope', estimate(slope), 'points by the judge for each point by people; least squares, HC1'],
    ]),
    '',
    ...aligned([
      ['score by people', ...SCORES.map((score) => `judge ${score}`), 'mean'],
      ...confusion.map((row, index) => [String(SCORES[index]), ...row.map(String), meanScore(row)]),
    ]),
  ];
}

function meanScore(row: readonly number[]): string {
  const count = row.reduce((sum, cell) => sum + cell, 0);
  const points = row.reduce((sum, cell, index) => sum + cell * (SCORES[index] ?? 0), 0);
  return count === 0 ? '' : (points / count).toFixed(2);
}

/** Rows of cells as lines, each column as wide as its widest cell. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function estimate({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
