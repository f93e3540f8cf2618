import fc from 'fast-check';
import { handClaimIn, handText, isHandName, MOST_DESCRIPTION } from '../../../lib/domain/release/by-hand';

describe('who puts a version back, and why, in the text of a deployment', () => {
  it('is what it says', () => {
    const claim = { by: 'jane@example.com', because: 'It answers: in Latin.' };
    expect(handText(claim)).toBe('sluice rollback by jane@example.com: It answers: in Latin.');
    expect(handClaimIn(handText(claim))).toEqual(claim);
  });

  it('comes through whatever it is, as far as there is room', () => {
    const names = fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }).filter(isHandName);
    const reasons = fc.string({ minLength: 1, unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(names, reasons, (by, because) => {
        const text = handText({ by, because });
        const read = handClaimIn(text);
        expect(text.length).toBeLessThanOrEqual(MOST_DESCRIPTION);
        expect(read?.by).toBe(by);
        expect(because.startsWith((read?.because ?? '').replace(/…$/, '')) || read?.because === because).toBe(true);
      }),
    );
  });

  it.each([undefined, '', 'by jane: why', 'sluice rollback by jane', 'sluice rollback by : why', 'Threshold Crossed'])(
    'is none in %s',
    (text) => {
      expect(handClaimIn(text)).toBeUndefined();
    },
  );

  it.each(['', ' jane', 'jane ', 'a:b', 'x'.repeat(65)])('is of nobody called “%s”', (name) => {
    expect(isHandName(name)).toBe(false);
  });
});
