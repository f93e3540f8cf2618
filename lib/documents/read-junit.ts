import { SaxesParser } from 'saxes';
import { readBoundedText } from './bounded-text';
import { DocumentError, type DocumentProblem } from './document-error';

/** What a JUnit report says, counted from its test cases. */
export interface JunitReport {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  /** Those that did not run, by whatever word. */
  readonly skipped: number;
  /** The first of those that failed or broke, as `class › name`, ten at most. Foreign texts. */
  readonly firstFailed: readonly string[];
}

/** The counts of a suite and of all suites inside it. */
interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  /** Cases that passed in no time: those that are still to be written look like it. */
  idle: number;
  /** Of the idle ones those that the attributes do not count. */
  toDo: number;
  /** Cases that did not run, by an attribute of theirs alone: some writers count them as skipped, and some do not. */
  notRun: number;
  /** Suites that broke as a whole, which writers count among the tests or do not. */
  broken: number;
}

interface Suite extends Counts {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly column: number;
}

interface Case {
  readonly name: string;
  readonly isIdle: boolean;
  /** What it says became of it: names of elements in it. */
  readonly found: Set<string>;
}

const NAMED = 10;
const NAME_LENGTH = 200;
/** Suites nest by folders and blocks of tests, and nobody has so many. */
const DEEPEST = 100;
const OUTCOMES = ['failure', 'error', 'skipped', 'not-run'] as const;
type CaseOutcome = (typeof OUTCOMES)[number];

/** What became of a case by its `status` or `result`, where no element in it says so: as GoogleTest and CTest write it. */
const BY_STATUS: ReadonlyMap<string, CaseOutcome> = new Map([
  ...['fail', 'failed', 'failure'].map((status) => [status, 'failure'] as const),
  ...['error', 'broken'].map((status) => [status, 'error'] as const),
  ...['skipped', 'notrun', 'disabled', 'suppressed', 'ignored'].map((status) => [status, 'not-run'] as const),
]);

/**
 * Reads a report in JUnit's XML, as Jest (jest-junit), pytest and others write it: `<testsuites>` or one `<testsuite>`,
 * nested or not. The format has no standard; what counts is the test cases, and attributes that say otherwise are a problem.
 *
 * Two things that writers do are known, and no contradiction. jest-junit writes a test that is still to be written as one
 * that passed, and leaves it out of the attributes: it is counted as skipped. Both it and pytest miscount tests where one
 * broke: that is red anyway. A suite that broke as a whole counts as one test that did.
 *
 * A report has what its writer knows: jest-junit leaves out a file of tests that does not load, unless `reportTestSuiteErrors`
 * is set.
 *
 * @throws DocumentError where it is no such report, is cut off, has a document type, or contradicts itself
 */
export function readJunit(file: string): JunitReport {
  return junitOf(file, readBoundedText(file));
}

/**
 * Reads the text of a report in JUnit's XML.
 *
 * @throws DocumentError as `readJunit`
 */
export function junitOf(file: string, text: string): JunitReport {
  const problems: DocumentProblem[] = [];
  const firstFailed: string[] = [];
  const suites: Suite[] = [];
  const total = noCounts();
  let testCase: Case | undefined;
  let depth = 0;
  const parser = new SaxesParser();
  const problemHere = (message: string): DocumentProblem => ({
    path: '',
    line: parser.line,
    column: Math.max(parser.column, 1),
    message,
  });
  const refuse = (message: string): never => {
    throw new DocumentError(file, [problemHere(message)]);
  };

  parser.on('error', ({ message }) => refuse(`is no XML that can be read, or is cut off: ${message}`));
  parser.on('doctype', () =>
    refuse(
      'has a document type (<!DOCTYPE …>), which no report needs and which can hide what it says; write it without',
    ),
  );
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^(utf-8|us-ascii)$/i.test(encoding))
      refuse(`says that its encoding is ${clipped(encoding)}, and is read as UTF-8 alone; write it as UTF-8`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) refuse(`is nested more than ${DEEPEST} deep; a report has a handful of levels`);
    if (depth === 1 && name !== 'testsuites' && name !== 'testsuite')
      refuse(`is no JUnit report: it begins with <${clipped(name)}> in place of <testsuites> or <testsuite>`);
    if (name === 'testsuites' || name === 'testsuite')
      suites.push({
        name: attributes.name ?? '',
        attributes,
        line: parser.line,
        column: Math.max(parser.column, 1),
        ...noCounts(),
      });
    else if (name === 'testcase') {
      if (testCase) refuse('has a <testcase> within another');
      testCase = { name: nameOf(attributes), isIdle: Number(attributes.time) === 0, found: outcomesSaid(attributes) };
    } else if (testCase) testCase.found.add(name);
    else if ((name === 'error' || name === 'failure') && depth === suites.length + 1) {
      // A suite that breaks outside of its cases, as in what runs before and after them all.
      const suite = suites.at(-1);
      if (suite) countBroken(suite, name);
      if (firstFailed.length < NAMED) firstFailed.push(clipped(suite?.name ?? '') || 'a suite without a name');
    }
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    if (name === 'testcase' && testCase) {
      const counts = suites.at(-1) ?? total;
      const outcome = countCase(counts, testCase);
      if ((outcome === 'failure' || outcome === 'error') && firstFailed.length < NAMED) firstFailed.push(testCase.name);
      testCase = undefined;
    } else if (name === 'testsuites' || name === 'testsuite') {
      const suite = suites.pop();
      if (!suite) return;
      problems.push(...contradictions(suite));
      addCounts(suites.at(-1) ?? total, suite);
    }
  });
  parser.write(text).close();
  if (problems.length > 0) throw new DocumentError(file, problems);
  const { tests, failures, errors, skipped, toDo, notRun } = total;
  return { tests, failures, errors, skipped: skipped + toDo + notRun, firstFailed };
}

function noCounts(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0, idle: 0, toDo: 0, notRun: 0, broken: 0 };
}

function outcomesSaid({ status = '', result = '' }: Readonly<Record<string, string>>): Set<string> {
  const outcomes = [status, result].map((one) => BY_STATUS.get(one.toLowerCase()));
  return new Set(outcomes.filter((one) => one !== undefined));
}

function countBroken(suite: Counts, as: 'error' | 'failure'): void {
  suite.tests += 1;
  suite.broken += 1;
  suite[as === 'error' ? 'errors' : 'failures'] += 1;
}

const COUNTED = ['tests', 'failures', 'errors', 'skipped', 'idle', 'toDo', 'notRun', 'broken'] as const;

function addCounts(to: Counts, from: Counts): void {
  for (const key of COUNTED) to[key] += from[key];
}

/** What became of a case: the worst that it says. */
function countCase(counts: Counts, { found, isIdle }: Case): CaseOutcome | undefined {
  counts.tests += 1;
  const outcome = found.has('error') ? 'error' : OUTCOMES.find((one) => found.has(one));
  if (outcome === 'failure') counts.failures += 1;
  else if (outcome === 'error') counts.errors += 1;
  else if (outcome === 'skipped') counts.skipped += 1;
  else if (outcome === 'not-run') counts.notRun += 1;
  else if (isIdle) counts.idle += 1;
  return outcome;
}

/** Where the attributes of a suite say other than its cases. Notes those cases that the attributes leave out on purpose. */
function contradictions(suite: Suite): readonly DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const say = (message: string) => {
    const { name, line, column } = suite;
    problems.push({ path: clipped(name), line, column, message });
  };
  for (const key of ['failures', 'errors', 'skipped', 'tests'] as const) {
    const said = suite.attributes[key];
    if (said === undefined) continue;
    if (!/^\d{1,9}$/.test(said)) {
      say(`${key}="${clipped(said)}" is no count`);
      continue;
    }
    const beyond = suite[key] - Number(said) - (key === 'tests' ? suite.toDo : 0);
    if (beyond === 0 || (key === 'skipped' && beyond === -suite.notRun)) continue;
    if (key === 'tests') {
      const toDo = Math.min(Math.max(beyond, 0), suite.idle - suite.toDo);
      suite.toDo += toDo;
      if (Math.abs(beyond - toDo) <= suite.errors + suite.broken) continue;
    }
    say(
      `says ${key}="${said}", and its test cases come to ${suite[key]}; the report was changed or cut, so write it anew by running the tests`,
    );
  }
  return problems;
}

function nameOf({ classname = '', name = '' }: Readonly<Record<string, string>>): string {
  const parts = [...new Set([classname.trim(), name.trim()])].filter((part) => part !== '');
  return clipped(parts.join(' › ')) || 'a test without a name';
}

function clipped(text: string): string {
  return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH)}…` : text;
}
