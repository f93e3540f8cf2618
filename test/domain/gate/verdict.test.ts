import fc from 'fast-check';
import { notRun, worst } from '../../../lib/domain/gate/verdict';

const outcome = fc.constantFrom('pass' as const, 'inconclusive' as const, 'fail' as const);

describe('the worst of outcomes', () => {
  it('is fail before inconclusive before pass', () => {
    expect(worst('pass', 'inconclusive')).toBe('inconclusive');
    expect(worst('inconclusive', 'fail')).toBe('fail');
    expect(worst('pass', 'fail')).toBe('fail');
  });

  it('does not depend on their order', () => {
    fc.assert(
      fc.property(outcome, outcome, (a, b) => {
        expect(worst(a, b)).toBe(worst(b, a));
      }),
    );
  });

  it('does not depend on how they are taken together', () => {
    fc.assert(
      fc.property(outcome, outcome, outcome, (a, b, c) => {
        expect(worst(worst(a, b), c)).toBe(worst(a, worst(b, c)));
      }),
    );
  });

  it('is the outcome itself where all are the same, and pass changes none', () => {
    fc.assert(
      fc.property(outcome, (a) => {
        expect(worst(a, a)).toBe(a);
        expect(worst(a, 'pass')).toBe(a);
      }),
    );
  });
});

describe('a gate that was not run', () => {
  it('fails with its reason, and says that it measured nothing', () => {
    const reason = { code: 'gate-broke', message: 'It broke.' };
    expect(notRun(reason)).toEqual({
      outcome: 'fail',
      reasons: [reason],
      evidence: { source: 'nothing was measured', sampleSize: 0, windowMs: 0, figures: {} },
    });
  });
});
