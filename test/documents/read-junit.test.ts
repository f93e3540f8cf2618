import * as fc from 'fast-check';
import { junitOf } from '../../lib/documents/read-junit';
import table from '../cases/documents/junit.json';
import { problemsOf } from './problems-of';

describe('a JUnit report', () => {
  it.each(table.cases)('is read: $name', ({ text, expected }) => {
    expect(junitOf('file', text)).toEqual(expected);
  });

  it.each(table.refused)('is refused with its place: $name', ({ text, problem }) => {
    expect(problemsOf(() => junitOf('file', text))).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused where it is nested without end', () => {
    const text = '<testsuite>'.repeat(100_000);
    expect(problemsOf(() => junitOf('file', text))).toEqual([expect.stringContaining('is nested more than 100 deep')]);
  });

  it('is refused wherever it is cut off', () => {
    const text = table.cases[0]!.text.trim();
    for (let length = 0; length < text.length; length++)
      expect(problemsOf(() => junitOf('file', text.slice(0, length)))).not.toEqual([]);
  });

  const outcome = fc.constantFrom('passed', 'failure', 'error', 'skipped');
  const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
  const cases = fc.array(fc.record({ name, outcome }), { maxLength: 30 });
  const suites = fc.array(cases, { maxLength: 5 });

  it('of n tests has n tests, whatever they are called and however they are grouped', () => {
    fc.assert(
      fc.property(suites, fc.boolean(), (groups, isNested) => {
        const all = groups.flat();
        const count = (what: string) => all.filter((one) => one.outcome === what).length;
        const { tests, failures, errors, skipped, firstFailed } = junitOf('file', written(groups, isNested));
        expect({ tests, failures, errors, skipped }).toEqual({
          tests: all.length,
          failures: count('failure'),
          errors: count('error'),
          skipped: count('skipped'),
        });
        expect(firstFailed).toHaveLength(Math.min(10, failures + errors));
      }),
    );
  });
});

interface WrittenCase {
  readonly name: string;
  readonly outcome: string;
}

function written(groups: readonly (readonly WrittenCase[])[], isNested: boolean): string {
  const suites = groups.map((cases) => `<testsuite ${counts(cases)}>${cases.map(caseXml).join('\n')}</testsuite>`);
  const root = isNested ? 'testsuite' : 'testsuites';
  return `<?xml version="1.0"?><${root} ${counts(groups.flat())}>${suites.join('')}</${root}>`;
}

function counts(cases: readonly WrittenCase[]): string {
  const of = (outcome: string) => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function caseXml({ name, outcome }: WrittenCase): string {
  const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `<testcase name="${escaped}">${outcome === 'passed' ? '' : `<${outcome}/>`}</testcase>`;
}
