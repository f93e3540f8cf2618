import type { Report, ReportedCommand, ReportedRelease } from '../report';
import { failedWithoutRelease, stackFailed } from '../failed-stacks';
import { neverStruck } from '../never-struck';
import { failureLines } from './failures';
import { detailLines, headline, WENT } from './release-lines';
import { shortNames } from './short-names';
import { counted, indented } from './words';

/** How marks are told apart where there are colours. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly soft: (text: string) => string;
}

const WENT_WIDTH = Math.max(...Object.values(WENT).map((word) => word.length));

/** A headline stands beside its release where it has at least so many characters there. */
const LEAST_ROOM = 36;

/**
 * A rehearsal for a person: a release an entry, a fact a line. The first mark says whether it went as the scenario
 * expects, and the second how it went.
 *
 * @param width in characters
 */
export function summaryLines(report: Report, width: number, paint: Paint): readonly string[] {
  const { releases, commands = [] } = report;
  if (releases.length === 0 && commands.length === 0) {
    const none = 'No release: no alias of these assemblies has a CodeDeployLambdaAliasUpdate policy.';
    return [...broken(report, width, paint), ...indented(none, width, 2)];
  }
  const failures = failureLines(report, width);
  return [
    ...header(report, width, paint),
    ...releases.flatMap((release) => entry(release, report, width, paint)),
    ...commands.flatMap((command) => commandEntry(command, width, paint)),
    ...broken(report, width, paint),
    ...(failures.length === 0 ? [] : ['', ...failures]),
    ...foreseen(releases, width),
  ];
}

/** What failed beside the releases: stacks of steps that have none, and faults that never struck. */
function broken(report: Report, width: number, { bad }: Paint): readonly string[] {
  return [
    ...failedWithoutRelease(report).map((stack) => `✘ ${stack.step}  ${stackFailed(stack)}`),
    ...(report.idleFaults ?? []).map((fault) => `✘ ${neverStruck(fault)}`),
  ].flatMap((text) => indented(text, width, 2).map(bad));
}

function header({ releases, commands = [] }: Report, width: number, { soft }: Paint): readonly string[] {
  const expected = [...releases, ...commands].flatMap(({ expectation }) => (expectation ? [expectation] : []));
  const met = expected.filter((expectation) => expectation.met).length;
  const judged =
    expected.length === 0
      ? ''
      : met === expected.length
        ? ', all as expected'
        : `, ${met} of ${expected.length} as expected`;
  const left = aliases(releases).join(', ');
  const right = `${counted(releases.length, 'release')}${judged}`;
  const room = Math.max(2, width - 2 - left.length - right.length);
  return [`  ${left}${' '.repeat(left === '' ? 0 : room)}${right}`, soft(`  ${'─'.repeat(width - 2)}`)];
}

/** The aliases that were released, each once; a stack that was refused may have none. */
function aliases(releases: readonly ReportedRelease[]): readonly string[] {
  return [
    ...new Set(releases.flatMap(({ function: name, alias }) => (name === '' ? [] : [shortNames(`${name}:${alias}`)]))),
  ];
}

function entry(release: ReportedRelease, { releases }: Report, width: number, paint: Paint): readonly string[] {
  const stepWidth = Math.max(...releases.map(({ step }) => step.length));
  const several = aliases(releases).length > 1 && release.function !== '';
  const said = [...(several ? [shortNames(`${release.function}:${release.alias}`)] : []), headline(release)].join(
    ' · ',
  );
  const column = 4 + stepWidth + 2 + WENT_WIDTH + 2;
  const beside = width - column >= LEAST_ROOM;
  const [first = '', ...others] = indented(said, width, beside ? column : 6, 0);
  const start = `${mark(release.expectation, paint)} ${release.step.padEnd(stepWidth)}  ${went(release, paint)}`;
  return [
    ...(beside ? [`  ${start}${first.slice(column)}`, ...others] : [`  ${start}`, first, ...others]).map((line) =>
      line.trimEnd(),
    ),
    ...detailLines(release, width).map((line) => (line.trimStart().startsWith('✘') ? paint.bad(line) : line)),
  ].filter((line) => line.trim() !== '');
}

function went({ outcome }: ReportedRelease, { good, bad }: Paint): string {
  const paint = outcome === 'released' || outcome === 'first-deploy' ? good : outcome === 'no-change' ? String : bad;
  return paint(`${WENT[outcome].padEnd(WENT_WIDTH)}  `);
}

/** Nothing where nothing was expected. */
function mark(expectation: ReportedRelease['expectation'], { good, bad }: Paint): string {
  if (!expectation) return ' ';
  return expectation.met ? good('✔') : bad('✘');
}

/**
 * A command: whether it went as expected, its exit code, and what it said, as it said it. Where it did what was expected of it,
 * the report has what it said.
 */
function commandEntry({ step, exitCode, output, expectation }: ReportedCommand, width: number, paint: Paint) {
  const said = expectation?.met ? [] : output.trimEnd().split('\n');
  return [
    `  ${mark(expectation, paint)} ${step}  exit code ${exitCode ?? 'none: it did not end by itself'}`,
    ...(expectation?.differences ?? []).flatMap((text) => indented(`✘ ${text}`, width, 6).map(paint.bad)),
    ...said.map((line) => `      ${line}`.trimEnd()),
  ];
}

/** What was known at synth of each released alias; of several releases, by the last one that had a deployment. */
function foreseen(releases: readonly ReportedRelease[], width: number): readonly string[] {
  const known = new Map(
    releases
      .filter(({ function: name, foreseen: sentences }) => name !== '' && sentences.length > 0)
      .map((release) => [shortNames(`${release.function}:${release.alias}`), release.foreseen]),
  );
  return [...known].flatMap(([alias, sentences]) => [
    '',
    `  Known at synth of ${alias}`,
    ...sentences.flatMap((sentence) => indented(sentence, width, 6, 0)),
  ]);
}
