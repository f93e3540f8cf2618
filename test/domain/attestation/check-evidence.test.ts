import * as fc from 'fast-check';
import { checkEvidence, refusedSeverities } from '../../../lib/domain/attestation/check-evidence';
import { SEVERITIES, type MeasuredEvidence } from '../../../lib/domain/attestation/evidence';
import table from '../../cases/attestation/evidence.json';

describe('evidence', () => {
  it.each(table.cases)('is judged: $name', ({ evidence, expected }) => {
    expect(checkEvidence(evidence as MeasuredEvidence)).toEqual(expected);
  });

  it.each([
    ['none', ['critical', 'high', 'medium', 'low']],
    ['low', ['critical', 'high', 'medium']],
    ['medium', ['critical', 'high']],
    ['high', ['critical']],
    ['critical', []],
  ] as const)('of a scan with at most %s refuses what is above it', (maxSeverity, refused) => {
    expect(refusedSeverities(maxSeverity)).toEqual(refused);
  });

  it('of coverage says no percentage that is above what there is', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.integer({ min: 0, max: 100 }), (one, other, min) => {
        const [linesHit, linesFound] = [Math.min(one, other), Math.max(one, other, 1)];
        const { outcome, figures } = checkEvidence({ kind: 'coverage', linesFound, linesHit, min });
        expect(figures.percent).toBeLessThanOrEqual((linesHit * 100) / linesFound + 1e-9);
        expect(outcome).toBe(linesHit * 100 >= min * linesFound ? 'pass' : 'fail');
        expect(outcome === 'pass').toBe(figures.percent! >= min);
      }),
    );
  });

  it('of a scan is refused less, the more severe it may be', () => {
    const order = [...SEVERITIES].reverse();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SEVERITIES)), (severities) => {
        const findings = severities.map((severity) => ({ rule: 'x', severity }));
        const reports = [{ name: 'a', tools: ['t'], unfinished: [], findings, suppressed: 0 }];
        const passes = order.map(
          (maxSeverity) => checkEvidence({ kind: 'security', reports, maxSeverity }).outcome === 'pass',
        );
        expect(passes).toEqual([...passes].sort());
        expect(passes.at(-1)).toBe(true);
      }),
    );
  });
});
