import * as fc from 'fast-check';
import { sarifOf } from '../../lib/documents/read-sarif';
import { problemsOf } from './problems-of';

type Json = Readonly<Record<string, unknown>>;

const rule = (id: string, more: Json = {}): Json => ({ id, ...more });
const scored = (id: string, score: string | number) => rule(id, { properties: { 'security-severity': score } });

function read(results: readonly Json[], rules: readonly Json[] = [], run: Json = {}, tool: Json = {}) {
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'scanner', rules }, ...tool }, results, ...run }] };
  return sarifOf('file', JSON.stringify(log));
}

function only(result: Json, rules: readonly Json[] = [], run: Json = {}, tool: Json = {}) {
  const { findings } = read([result], rules, run, tool);
  expect(findings).toHaveLength(1);
  return findings[0]!;
}

describe('the results of a scanner', () => {
  it.each([
    ['its own', { ruleId: 'a', level: 'note' }, [rule('a', { defaultConfiguration: { level: 'error' } })], 'note'],
    ["its rule's, by id", { ruleId: 'a' }, [rule('a', { defaultConfiguration: { level: 'error' } })], 'error'],
    [
      "its rule's, by index",
      { ruleIndex: 1 },
      [rule('a'), rule('b', { defaultConfiguration: { level: 'note' } })],
      'note',
    ],
    [
      "its rule's, by the beginning of an id",
      { ruleId: 'a/1' },
      [rule('a', { defaultConfiguration: { level: 'error' } })],
      'error',
    ],
    ['a warning where nobody says', { ruleId: 'a' }, [rule('a')], 'warning'],
    ['a warning where there is no rule', { message: { text: 'x' } }, [], 'warning'],
  ])('have a level: %s', (_, result, rules, level) => {
    expect(only(result, rules)).toMatchObject({ level });
  });

  it('have the level that the run set for their rule', () => {
    const invocations = [
      {
        executionSuccessful: true,
        ruleConfigurationOverrides: [{ descriptor: { id: 'a' }, configuration: { level: 'error' } }],
      },
    ];
    expect(only({ ruleId: 'a' }, [rule('a')], { invocations })).toMatchObject({ level: 'error' });
  });

  it('are of a rule of an extension, as CodeQL writes them', () => {
    const extensions = [{ name: 'queries', rules: [scored('js/sql', '8.8')] }];
    const result = { ruleId: 'js/sql', rule: { id: 'js/sql', index: 0, toolComponent: { index: 0 } } };
    expect(only(result, [scored('other', '1.0')], {}, { extensions })).toMatchObject({
      rule: 'js/sql',
      severity: 'high',
    });
  });

  it.each([
    ['10.0', 'critical'],
    ['9.0', 'critical'],
    ['8.9', 'high'],
    [7, 'high'],
    ['6.9', 'medium'],
    ['4.0', 'medium'],
    ['3.9', 'low'],
    ['0.1', 'low'],
    ['0.0', 'medium'],
    ['11', 'medium'],
    ['', 'medium'],
    ['much', 'medium'],
  ])('with a score of %s are %s', (score, severity) => {
    expect(only({ ruleId: 'a' }, [scored('a', score)])).toMatchObject({ severity });
  });

  it.each([
    ['error', 'high'],
    ['warning', 'medium'],
    ['note', 'low'],
    ['none', 'none'],
  ])('without a score are as severe as their level: %s is %s', (level, severity) => {
    expect(only({ level })).toMatchObject({ severity });
  });

  it('say where they are', () => {
    const physicalLocation = { artifactLocation: { uri: 'src/pay.ts' }, region: { startLine: 12 } };
    expect(only({ locations: [{ physicalLocation }] })).toMatchObject({ place: 'src/pay.ts:12' });
  });

  it.each([
    ['a kind that is no failure', { kind: 'pass' }, 0],
    ['a kind that asks for a review', { kind: 'review' }, 0],
    ['what is absent since the baseline', { baselineState: 'absent' }, 0],
    ['what is suppressed', { suppressions: [{ kind: 'inSource' }] }, 1],
    ['what somebody accepted', { suppressions: [{ kind: 'external', status: 'accepted' }] }, 1],
  ])('leave out %s', (_, result, suppressed) => {
    expect(read([result])).toMatchObject({ findings: [], suppressed });
  });

  it.each([
    ['nobody suppressed', { suppressions: [] }],
    [
      'whose suppression was rejected',
      { suppressions: [{ kind: 'inSource' }, { kind: 'external', status: 'rejected' }] },
    ],
    ['whose suppression is still looked at', { suppressions: [{ kind: 'external', status: 'underReview' }] }],
    ['that are as they were', { baselineState: 'unchanged', kind: 'fail' }],
  ])('count those %s', (_, result) => {
    expect(read([result])).toMatchObject({ findings: [{}], suppressed: 0 });
  });

  it.each([
    ['says nothing of results', { results: undefined }],
    ['says null of results', { results: null }],
    ['broke', { invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] }],
  ])('name a tool that %s as unfinished', (_, run) => {
    expect(read([], [], run)).toMatchObject({ tools: ['scanner'], unfinished: ['scanner'] });
  });

  it.each([
    ['are cut off', '{"version":"2.1.0",\n"runs":[', '2:9: is no JSON, or is cut off'],
    ['are a page', '<html>', '1:1: is no JSON'],
    [
      'are of another version',
      '{\n  "version": "1.0.0", "runs": [] }',
      '2:14: version: is no SARIF 2.1.0: expected "2.1.0", got "1.0.0"',
    ],
    ['have no runs', '{"version":"2.1.0"}', '1:1: runs: is no SARIF 2.1.0: expected "runs", it is missing'],
    [
      'have a level that is none',
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"s"}},\n"results":[{}, {"level": "fatal"}]}]}',
      '2:26: runs.0.results.1.level: is no SARIF 2.1.0: expected ("none" | "note" | "warning" | "error"), got "fatal"',
    ],
    ['are nested without end', '['.repeat(1_000_000), 'is no'],
  ])('are refused with the place where they %s', (_, text, problem) => {
    expect(problemsOf(() => sarifOf('file', text))).toEqual([expect.stringContaining(problem)]);
  });

  it('are never worse for what is suppressed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ level: fc.constantFrom('error', 'note'), isSuppressed: fc.boolean() })),
        (all) => {
          const results = all.map(({ level, isSuppressed }) => ({
            level,
            ...(isSuppressed ? { suppressions: [{}] } : {}),
          }));
          const { findings, suppressed } = read(results);
          expect(findings.length + suppressed).toBe(all.length);
          expect(suppressed).toBe(all.filter(({ isSuppressed }) => isSuppressed).length);
        },
      ),
    );
  });
});
