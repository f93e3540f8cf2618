import * as fc from 'fast-check';
import { canonicalJson } from '../../../lib/adapters/canonical-json';
import { canonicalText, type Json } from '../../../lib/domain/text/canonical-text';

describe('the canonical text of a value', () => {
  it.each<[string, Json, string]>([
    [
      'members by the UTF-16 units of their names',
      { '€': 1, '\r': 2, '😀': 3, ﬁ: 4, a: 5 },
      '{"\\r":2,"a":5,"€":1,"😀":3,"ﬁ":4}',
    ],
    ['names that are numbers in the order of texts', { 10: 1, 9: 2 }, '{"10":1,"9":2}'],
    ['numbers as ECMAScript writes them', [1e21, 1e-7, 0.1, -0, 100], '[1e+21,1e-7,0.1,0,100]'],
    ['no member that is undefined', { a: undefined, b: null }, '{"b":null}'],
    ['half a pair as a replacement character', '\uD83D', '"\uFFFD"'],
  ])('has %s', (_, value, expected) => {
    expect(canonicalText(value)).toBe(expected);
  });

  it('is that of RFC 8785 for any value, by the library that adapters use', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalText(value as Json)).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused for %d', (value) => {
    expect(() => canonicalText([value])).toThrow('There is no JSON of the number');
  });
});
