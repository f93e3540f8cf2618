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
  readonly found: Set<string>;
}

const NAMED = 10;
const NAME_LENGTH = 200;
/** Suites nest by folders and blocks of tests, and nobody has so many. */
const DEEPEST = 100;
const OUTCOMES = ['failure', 'error', 'skipped'] as const;

/**
 * Reads a report in JUnit's XML, as Jest (jest-junit), pytest and others write it: `<testsuites>` or one `<testsuite>`,
 * nested or not. The format has no standard; what counts is the test cases, and attributes that say otherwise are a problem.
 *
 * Two things that writers do are known, and no contradiction. jest-junit writes a test that is still to be written as one
 * that passed, and leaves it out of the attributes: it is counted as skipped. Both it and pytest miscount tests where one
 * broke: that is red anyway.
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
      testCase = { name: nameOf(attributes), isIdle: Number(attributes.time) === 0, found: new Set() };
    } else testCase?.found.add(name);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    if (name === 'testcase' && testCase) {
      const counts = suites.at(-1) ?? total;
      const outcome = countCase(counts, testCase);
      if (outcome !== 'skipped' && outcome !== undefined && firstFailed.length < NAMED) firstFailed.push(testCase.name);
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
  const { tests, failures, errors, skipped, toDo } = total;
  return { tests, failures, errors, skipped: skipped + toDo, firstFailed };
}

function noCounts(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0, idle: 0, toDo: 0 };
}

function addCounts(to: Counts, from: Counts): void {
  for (const key of ['tests', 'failures', 'errors', 'skipped', 'idle', 'toDo'] as const) to[key] += from[key];
}

/** What became of a case: the worst that it says. */
function countCase(counts: Counts, { found, isIdle }: Case): (typeof OUTCOMES)[number] | undefined {
  counts.tests += 1;
  const outcome = found.has('error') ? 'error' : OUTCOMES.find((one) => found.has(one));
  if (outcome === 'failure') counts.failures += 1;
  else if (outcome === 'error') counts.errors += 1;
  else if (outcome === 'skipped') counts.skipped += 1;
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
    if (beyond === 0) continue;
    if (key === 'tests') {
      const toDo = Math.min(Math.max(beyond, 0), suite.idle - suite.toDo);
      suite.toDo += toDo;
      if (Math.abs(beyond - toDo) <= suite.errors) continue;
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
