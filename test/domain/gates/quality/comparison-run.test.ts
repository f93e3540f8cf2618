import type { ComparedCase } from '../../../../lib/domain/gates/quality/compare-answers';
import { startComparison } from '../../../../lib/domain/gates/quality/compare-quality';
import { ComparisonRun } from '../../../../lib/domain/gates/quality/comparison-run';
import { QUALITY_DEFAULTS } from '../../../../lib/domain/gates/quality/quality-rule';
import { unitsOf, type QualityUnit } from '../../../../lib/domain/gates/quality/quality-units';
import { caseOf } from './quality-release';

const units = unitsOf(Array.from({ length: 40 }, (_, index) => caseOf(`c${index}`)));
const started = () => new ComparisonRun(startComparison(QUALITY_DEFAULTS, units.length), units);
const compared = ({ cases }: QualityUnit, difference: number, dropped: ComparedCase['dropped'] = 'not') =>
  cases.map((one) => ({ one, difference, blue: [], dropped, calls: { green: 0, blue: 0, confirming: 0 } }));

describe('a run through the units of a suite', () => {
  it('is neither decided nor rejected before anything was compared', () => {
    const run = started();
    expect([run.isDecided, run.isRejected, run.open()]).toEqual([false, false, units]);
  });

  it('counts in the order of the units, whatever order they come in', () => {
    const run = started();
    run.take(units[1]!, compared(units[1]!, -1));
    expect(run.result(QUALITY_DEFAULTS).comparison.judged).toBe(0);
    run.take(units[0]!, compared(units[0]!, 1));
    expect(run.result(QUALITY_DEFAULTS).pairs.map(({ difference }) => difference)).toEqual([1, -1]);
    expect(run.open()).toEqual(units.slice(2));
  });

  it('counts no more once the mean has decided, and keeps what still comes', () => {
    const run = started();
    for (const unit of units) run.take(unit, compared(unit, -4));
    const { comparison, pairs, cases } = run.result(QUALITY_DEFAULTS);
    expect([comparison.outcome, run.isDecided, run.isRejected]).toEqual(['rejected', true, true]);
    expect(pairs).toHaveLength(comparison.judged);
    expect(comparison.judged).toBeLessThan(units.length);
    expect(cases).toHaveLength(units.length);
  });

  it('is decided and not rejected where the mean certifies', () => {
    const run = started();
    for (const unit of units) run.take(unit, compared(unit, 4));
    expect(run.result(QUALITY_DEFAULTS).comparison.outcome).toBe('certified');
    expect([run.isDecided, run.isRejected]).toEqual([true, false]);
  });

  it.each(['critical', 'deep'] as const)(
    'is rejected by a %s drop, whatever the mean says and wherever it is',
    (drop) => {
      const run = started();
      run.take(units[7]!, compared(units[7]!, 0, drop));
      expect([run.isDecided, run.isRejected]).toEqual([true, true]);
    },
  );
});
