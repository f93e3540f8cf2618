import { decideQuality, type QualityFindings } from '../../../../lib/domain/gates/quality/decide-quality';
import { findDrop } from '../../../../lib/domain/gates/quality/confirmed-drop';
import type { JudgeDrift } from '../../../../lib/domain/judge/judge-drift';
import decisions from '../../../cases/quality/decisions.json';
import drops from '../../../cases/quality/drops.json';

describe('a drop on one case', () => {
  it.each(drops)('is believed once it is confirmed: $name', ({ given, expected }) => {
    expect(findDrop(given.blue, given.green, given.points)).toBe(expected);
  });
});

describe('the decision about quality', () => {
  it.each(decisions)('goes by all findings: $name', ({ given, expected }) => {
    const { drift, ...findings } = given as Omit<QualityFindings, 'drift'> & { drift?: JudgeDrift['finding'] };
    const decision = decideQuality({
      ...findings,
      ...(drift && { drift: { finding: drift, shift: -0.5, pValue: 0.01, detectableShift: 0.4 } }),
    });
    expect(decision.outcome).toBe(expected.outcome);
    expect(decision.reasons.map(({ code }) => code)).toEqual(expected.codes);
  });

  it('names the cases that dropped, and how far the judge has shifted', () => {
    const drift = { finding: 'shifted', shift: -0.5, pValue: 0.01, detectableShift: 0.4 } as const;
    const { reasons } = decideQuality({ mean: 'certified', criticalDrops: ['refund'], deepDrops: ['hello'], drift });
    expect(reasons.map(({ message }) => message)).toEqual([
      'The judge scores the anchors 0.50 points lower than when they were recorded. Judge blue anew.',
      'Critical case refund got worse.',
      'Case hello lost 3 points or more.',
    ]);
  });
});
