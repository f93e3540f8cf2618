import fc from 'fast-check';
import { nearestName } from '../../../lib/domain/text/nearest-name';

const KNOWN = ['maxIncrease', 'percentile', 'within', 'mode', 'of'];

describe('the name that was meant', () => {
  it.each([
    ['a letter left out', 'maxIncrese', 'maxIncrease'],
    ['a letter too many', 'maxIncreease', 'maxIncrease'],
    ['two letters swapped', 'withni', 'within'],
    ['another letter', 'modi', 'mode'],
    ['another case', 'MaxIncrease', 'maxIncrease'],
    ['a word that is not near', 'timeout', undefined],
    ['a short word that is near only because it is short', 'if', undefined],
    ['nothing', '', undefined],
  ])('is found by %s, or not at all', (_, given, meant) => {
    expect(nearestName(given, KNOWN)).toBe(meant);
  });

  it('is the nearest of several', () => {
    expect(nearestName('percentale', ['percentages', 'percentile'])).toBe('percentile');
  });

  it('is itself where it is known, and needs no other', () => {
    const name = fc.string({ minLength: 3, maxLength: 20 });
    fc.assert(fc.property(name, (one) => nearestName(one, ['x'.repeat(30), one]) === one));
  });

  it('is found whichever letter of a long name is left out', () => {
    fc.assert(
      fc.property(fc.constantFrom('maxIncrease', 'percentile'), fc.nat(9), (name, at) => {
        expect(nearestName(name.slice(0, at) + name.slice(at + 1), KNOWN)).toBe(name);
      }),
    );
  });
});
