import fc from 'fast-check';
import { notRun, type Verdict } from '../../../lib/domain/gate/verdict';
import { gateRecords, watchedRecords } from '../../../lib/domain/release/gate-records';
import cases from '../../cases/release/gate-answers.json';

const passed: Verdict = {
  outcome: 'pass',
  reasons: [{ code: 'probes-passed', message: '3 of 3 probes passed.' }],
  evidence: { source: 'probes', sampleSize: 3, windowMs: 10, figures: { slowestMs: 4 } },
};
const failedVerdict = notRun({ code: 'verdict-not-understood', message: 'x' });
const pass = (name: string) => ({ name, verdict: passed });

const recordsOf = (expected: readonly string[], answers: readonly unknown[], asked: readonly string[] = expected) =>
  gateRecords({ phase: 'before-traffic', expected: expected.map((name) => ({ name })), asked, answers, at: 1500 });

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
    const reasons = failures.flatMap(({ name, verdict }) => verdict.reasons.map((reason) => ({ name, ...reason })));
    expect(reasons.map(({ name, code, message }) => `${name}: ${code}: ${message}`)).toEqual(failed);
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

describe('what the manifest says of a gate', () => {
  const of = (gate: object, answer: object) =>
    gateRecords({
      ...{ phase: 'before-traffic', asked: ['a'], at: 1500 },
      ...{ expected: [{ name: 'a', ...gate }], answers: [{ name: 'a', verdict: passed, ...answer }] },
    });

  it('is kept with its verdict', () => {
    expect(of({ mode: 'shadow', onInconclusive: 'proceed' }, {})).toEqual([
      { name: 'a', phase: 'before-traffic', mode: 'shadow', onInconclusive: 'proceed', verdict: passed, at: 1500 },
    ]);
  });

  it.each([[{ mode: 'shadow' }], [{ onInconclusive: 'proceed' }], [{ verdict: { ...passed, mode: 'shadow' } }]])(
    'is not for the gate to say: %j',
    (answer) => {
      expect(of({}, answer)).toMatchObject([{ mode: 'enforce', verdict: { outcome: 'fail' } }]);
    },
  );

  it('holds for a gate that gave no answer too', () => {
    const expected = [{ name: 'a', mode: 'shadow' as const }];
    expect(gateRecords({ phase: 'before-traffic', expected, asked: ['a'], answers: [], at: 1 })).toMatchObject([
      { mode: 'shadow', verdict: { outcome: 'fail' } },
    ]);
  });

  it('does not make a shadow of what is no gate of the release', () => {
    const expected = [{ name: 'a', mode: 'shadow' as const }];
    const answers = [
      { name: 'a', verdict: passed },
      { name: 'b', verdict: passed },
    ];
    const records = gateRecords({ phase: 'before-traffic', expected, asked: ['a'], answers, at: 1 });
    expect(records).toMatchObject([{ mode: 'shadow' }, { name: 'b', mode: 'enforce', verdict: { outcome: 'fail' } }]);
  });

  it.each([
    ['enforce', [{ mode: 'shadow' }, {}]],
    ['enforce', [{}, { mode: 'shadow' }]],
    ['enforce', [{ onInconclusive: 'proceed' }, {}]],
    ['shadow', [{ mode: 'shadow' }, { mode: 'shadow' }]],
  ] as const)('is the strictest of two of one name, and neither passes: %s of %j', (mode, settings) => {
    const expected = settings.map((one) => ({ name: 'a', ...one }));
    const answers = [{ name: 'a', verdict: passed }];
    expect(gateRecords({ phase: 'before-traffic', expected, asked: ['a'], answers, at: 1 })).toEqual([
      {
        ...{ name: 'a', phase: 'before-traffic', mode, at: 1 },
        verdict: notRun({ code: 'gate-not-expected', message: 'Gate a is not one of the release in this phase.' }),
      },
    ]);
  });

  it.each([
    [3, { attempts: 3 }],
    [1, {}],
  ])('counts how often a gate was asked, where that was more than once: %d', (attempts, kept) => {
    expect(of({}, { attempts })).toEqual([
      { name: 'a', phase: 'before-traffic', mode: 'enforce', verdict: passed, ...kept, at: 1500 },
    ]);
  });

  it('is kept without what nobody said', () => {
    expect(of({}, {})).toStrictEqual([
      { name: 'a', phase: 'before-traffic', mode: 'enforce', verdict: passed, at: 1500 },
    ]);
  });
});

describe('a pass', () => {
  it('is one only where it rests on evidence, whatever else it says', () => {
    fc.assert(
      fc.property(fc.double(), (sampleSize) => {
        const verdict = { ...passed, evidence: { ...passed.evidence, sampleSize } };
        const [record] = recordsOf(['a'], [{ name: 'a', verdict }]);
        const canCount = sampleSize >= 1 && sampleSize <= Number.MAX_SAFE_INTEGER;
        expect(record?.verdict.outcome).toBe(canCount ? 'pass' : 'fail');
      }),
    );
  });

  it.each([
    [1, 'pass'],
    [0.99, 'fail'],
  ])('rests on one observation at least: %d', (sampleSize, outcome) => {
    const verdict = { ...passed, evidence: { ...passed.evidence, sampleSize } };
    expect(recordsOf(['a'], [{ name: 'a', verdict }])[0]?.verdict.outcome).toBe(outcome);
  });

  it('without evidence is said to be one', () => {
    const verdict = { ...passed, evidence: { ...passed.evidence, sampleSize: 0 } };
    expect(recordsOf(['a'], [{ name: 'a', verdict }])[0]?.verdict.reasons).toEqual([
      { code: 'no-evidence', message: 'Gate a passed without evidence.' },
    ]);
  });

  it('may be asked for without evidence by a gate that does not know', () => {
    const verdict = { ...passed, outcome: 'inconclusive', evidence: { ...passed.evidence, sampleSize: 0 } };
    expect(recordsOf(['a'], [{ name: 'a', verdict }])[0]?.verdict.outcome).toBe('inconclusive');
  });
});

describe('the answers of the last look of a watch', () => {
  const expected = [{ name: 'errors' }, { name: 'latency', mode: 'shadow' as const }];
  const said = (watched: unknown) =>
    watchedRecords(expected, watched, 1500).map(({ name, mode, verdict: { outcome, reasons } }) => [
      ...[name, mode, outcome],
      reasons[0]?.message,
    ]);

  it('are those of the gates in flight, each for itself', () => {
    expect(watchedRecords(expected, { answers: [pass('errors'), pass('latency')] }, 1500)).toEqual([
      { name: 'errors', phase: 'in-flight', mode: 'enforce', verdict: passed, at: 1500 },
      { name: 'latency', phase: 'in-flight', mode: 'shadow', verdict: passed, at: 1500 },
    ]);
  });

  it('are missed of a gate that it says nothing of', () => {
    expect(said({ answers: [pass('latency')] })).toEqual([
      ['errors', 'enforce', 'fail', 'Gate errors gave no answer.'],
      ['latency', 'shadow', 'pass', '3 of 3 probes passed.'],
    ]);
  });

  it('are that each of them broke, where the look broke', () => {
    expect(said({ broken: { error: 'States.Timeout', cause: 'Too late.' } })).toEqual([
      ['errors', 'enforce', 'fail', 'Gate errors broke: States.Timeout: Too late.'],
      ['latency', 'shadow', 'fail', 'Gate latency broke: States.Timeout: Too late.'],
    ]);
  });

  it.each([null, undefined, {}, { answers: 'none' }, { broken: 'Boom' }])(
    'are none of any gate where nobody understands it: %j',
    (watched) => {
      expect(said(watched)).toEqual([
        ['errors', 'enforce', 'fail', 'Gate errors gave no answer.'],
        ['latency', 'shadow', 'fail', 'Gate latency gave no answer.'],
      ]);
    },
  );
});
