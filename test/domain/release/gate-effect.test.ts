import fc from 'fast-check';
import { ON_INCONCLUSIVE, MODES } from '../../../lib/domain/gate/gate-settings';
import type { Outcome } from '../../../lib/domain/gate/verdict';
import { gateEffect, gateNotes, outcomeOf } from '../../../lib/domain/release/gate-effect';
import type { GateRecord } from '../../../lib/domain/release/release';
import { gateRecord } from './example-release';

const OUTCOMES = ['pass', 'inconclusive', 'fail'] as const;
const record = (outcome: Outcome, change: Partial<GateRecord> = {}): GateRecord => ({
  ...gateRecord('own', 'before-traffic', outcome),
  ...change,
});
const records = fc.array(
  fc
    .record({
      outcome: fc.constantFrom(...OUTCOMES),
      mode: fc.constantFrom(...MODES),
      onInconclusive: fc.option(fc.constantFrom(...ON_INCONCLUSIVE), { nil: undefined }),
    })
    .map(({ outcome, ...settings }) => record(outcome, settings)),
  { maxLength: 5 },
);

describe('what a release keeps of a gate that did not count', () => {
  it('is a sentence of it, however much it said', () => {
    const own = record('fail', { mode: 'shadow' });
    const loud = { ...own, verdict: { ...own.verdict, reasons: [{ code: 'x', message: '漢'.repeat(70_000) }] } };
    const [note] = gateNotes([loud]);
    expect(note?.message).toMatch(/^Shadow gate own said fail: 漢{165}…$/);
  });
});

describe('what a release keeps of a gate that passed', () => {
  const passed = (...codes: readonly string[]) => {
    const own = record('pass');
    return { ...own, verdict: { ...own.verdict, reasons: codes.map((code) => ({ code, message: `It is ${code}.` })) } };
  };

  it('is who answers for it, where it would not have passed else', () => {
    const gates = [passed('freeze-overridden', 'closed-now'), passed('type-answered-for'), passed('calendar-open')];
    expect(gateNotes(gates)).toEqual([
      { code: 'freeze-overridden', message: 'own: It is freeze-overridden.' },
      { code: 'type-answered-for', message: 'own: It is type-answered-for.' },
    ]);
  });
});

describe('what a gate’s answer does', () => {
  it.each([
    ['pass', {}, 'passed'],
    ['fail', {}, 'refused'],
    ['inconclusive', {}, 'refused'],
    ['inconclusive', { onInconclusive: 'block' }, 'refused'],
    ['inconclusive', { onInconclusive: 'proceed' }, 'proceeded'],
    ['fail', { onInconclusive: 'proceed' }, 'refused'],
    ['pass', { onInconclusive: 'proceed' }, 'passed'],
    ['pass', { mode: 'shadow' }, 'shadow'],
    ['fail', { mode: 'shadow' }, 'shadow'],
    ['inconclusive', { mode: 'shadow', onInconclusive: 'proceed' }, 'shadow'],
  ] as const)('%s with %j: %s', (outcome, settings, effect) => {
    expect(gateEffect(record(outcome, settings))).toBe(effect);
  });

  it('lets a release through only where no gate refuses, and is as severe as the worst of those that do', () => {
    fc.assert(
      fc.property(records, (gates) => {
        const refusing = gates.filter((gate) => gateEffect(gate) === 'refused').map(({ verdict }) => verdict.outcome);
        const expected = refusing.includes('fail') ? 'fail' : (refusing[0] ?? 'pass');
        expect(outcomeOf(gates)).toBe(expected);
      }),
    );
  });

  it('is not changed by any shadow', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(...OUTCOMES), (gates, outcome) => {
        expect(outcomeOf([...gates, record(outcome, { mode: 'shadow' })])).toBe(outcomeOf(gates));
      }),
    );
  });

  it('is noted for every gate that did not count, and for no other', () => {
    fc.assert(
      fc.property(records, (gates) => {
        const uncounted = gates.filter((gate) => ['shadow', 'proceeded'].includes(gateEffect(gate)));
        expect(gateNotes(gates)).toHaveLength(uncounted.length);
      }),
    );
  });

  it('is noted of a gate that gave no reason too', () => {
    const verdict = { ...record('fail').verdict, reasons: [] };
    expect(gateNotes([record('fail', { mode: 'shadow', verdict })])).toEqual([
      { code: 'shadow-not-passed', message: 'Shadow gate own said fail: ' },
    ]);
  });

  it.each<[string, Outcome, Partial<GateRecord>, readonly string[]]>([
    ['passed', 'pass', {}, ['own: Warned.']],
    ['proceeded', 'inconclusive', { onInconclusive: 'proceed' }, ['own: own said inconclusive.', 'own: Warned.']],
    [
      ...(['was a shadow', 'fail', { mode: 'shadow' }] as const),
      ['Shadow gate own said fail: own said fail.', 'Shadow gate own: Warned.'],
    ],
    ['refused, whose reasons are all kept', 'fail', {}, []],
    ['was asked by a hook, and knows no lower limit', 'pass', { phase: 'before-traffic' }, []],
  ])('is noted of a lower limit that green was past, where the gate %s', (_, outcome, change, expected) => {
    const own = record(outcome, { phase: 'in-flight', ...change });
    const reasons = [...own.verdict.reasons, { code: 'warned', message: 'Warned.' }];
    expect(gateNotes([{ ...own, verdict: { ...own.verdict, reasons } }]).map(({ message }) => message)).toEqual(
      expected,
    );
  });

  it('is noted in one sentence', () => {
    const shadow = { mode: 'shadow' } as const;
    const gates = [
      record('inconclusive', { onInconclusive: 'proceed' }),
      record('fail', shadow),
      record('pass', shadow),
    ];
    expect(gateNotes(gates).map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'proceeded-inconclusive: Gate own was inconclusive and let it proceed: own said inconclusive.',
      'shadow-not-passed: Shadow gate own said fail: own said fail.',
      'shadow-passed: Shadow gate own said pass: own said pass.',
    ]);
  });
});
