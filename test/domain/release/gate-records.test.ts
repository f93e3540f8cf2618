import fc from 'fast-check';
import { notRun, type Verdict } from '../../../lib/domain/gate/verdict';
import { gateRecords } from '../../../lib/domain/release/gate-records';
import cases from '../../cases/release/gate-answers.json';

const passed: Verdict = {
  outcome: 'pass',
  reasons: [{ code: 'probes-passed', message: '3 of 3 probes passed.' }],
  evidence: { source: 'probes', sampleSize: 3, windowMs: 10, figures: { slowestMs: 4 } },
};
const failedVerdict = notRun({ code: 'verdict-not-understood', message: 'x' });
const pass = (name: string) => ({ name, verdict: passed });

const recordsOf = (expected: readonly string[], answers: readonly unknown[], asked: readonly string[] = expected) =>
  gateRecords({ phase: 'before-traffic', expected, asked, answers, at: 1500 });

describe('the answers of gates', () => {
  it('are kept as they are, with when they were judged', () => {
    expect(recordsOf(['a', 'b'], [{ name: 'b', verdict: failedVerdict }, pass('a')])).toEqual([
      { name: 'a', phase: 'before-traffic', mode: 'enforce', verdict: passed, at: 1500 },
      { name: 'b', phase: 'before-traffic', mode: 'enforce', verdict: failedVerdict, at: 1500 },
    ]);
  });

  it('are none where no gate was to be asked', () => {
    expect(recordsOf([], [])).toEqual([]);
  });

  it.each(cases)('fail a gate by its name: $name', ({ expected, asked, answers, failed }) => {
    const given = answers.map((answer) => (answer === 'PASS a' ? pass('a') : answer === 'PASS b' ? pass('b') : answer));
    const records = recordsOf(expected, given, asked);
    const failures = records.filter(({ verdict }) => verdict.outcome !== 'pass');
    expect(failures.map(({ name, verdict }) => `${name}: ${verdict.reasons[0]?.message}`)).toEqual(failed);
    for (const { verdict } of failures) expect(verdict).toMatchObject({ outcome: 'fail', evidence: { sampleSize: 0 } });
  });

  it('never let a change of a passing verdict pass that is not one to the letter', () => {
    const paths = ['outcome', 'reasons', 'evidence', 'evidence.source', 'evidence.sampleSize', 'evidence.figures'];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const [first = '', second] = path.split('.');
        const own = passed as unknown as Record<string, Record<string, unknown>>;
        const verdict = { ...passed, [first]: second === undefined ? value : { ...own[first], [second]: value } };
        const [record] = recordsOf(['a'], [{ name: 'a', verdict }]);
        const understood = record?.verdict.outcome === 'pass' || value === 'inconclusive';
        expect(record?.verdict).toEqual(understood ? verdict : { ...failedVerdict, reasons: record?.verdict.reasons });
      }),
    );
  });

  it('pass only where every expected gate was asked and answered once, and no other', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), names, names, (expected, asked, answered) => {
        const records = recordsOf(expected, answered.map(pass), asked);
        const allPass = records.every(({ verdict }) => verdict.outcome === 'pass');
        const same = (list: readonly string[]) =>
          JSON.stringify([...list].sort()) === JSON.stringify([...expected].sort());
        expect(allPass).toBe(same(asked) && same(answered));
      }),
      { numRuns: 1000 },
    );
  });
});
