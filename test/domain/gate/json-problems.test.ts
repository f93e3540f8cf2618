import fc from 'fast-check';
import { jsonProblems } from '../../../lib/domain/gate/json-problems';

const circular: Record<string, unknown> = { name: 'ring' };
circular.again = [circular];

describe('what JSON cannot carry', () => {
  it.each<[string, unknown, string, string]>([
    ['infinity', { depth: [1, Infinity] }, 'depth.1', 'must be a number that JSON has, got: Infinity'],
    ['infinity below zero', -Infinity, '', 'must be a number that JSON has, got: -Infinity'],
    ['what is no number', [NaN], '0', 'must be a number that JSON has, got: NaN'],
    [
      'a whole number beyond what a double counts in ones',
      { order: 2 ** 53 },
      'order',
      'must be at most 9007199254740991, as JSON carries it, or text, got: 9007199254740992',
    ],
    ['such a one below zero', -(2 ** 53), '', 'got: -9007199254740992'],
    ['a big integer', { a: { b: 1n } }, 'a.b', 'must be something that JSON can hold, got: 1n'],
    ['nothing', { a: undefined }, 'a', 'must be something that JSON can hold, got: undefined'],
    ['a hole in a list', { a: new Array<unknown>(1) }, 'a.0', 'must be something that JSON can hold, got: undefined'],
    ['a function', { a: () => 1 }, 'a', 'must be something that JSON can hold, got: function'],
    ['a symbol', { a: Symbol('a') }, 'a', 'must be something that JSON can hold, got: symbol'],
    ['a date', { a: new Date(0) }, 'a', 'must be something that JSON can hold, got: a Date'],
    ['a map', new Map([['a', 1]]), '', 'must be something that JSON can hold, got: a Map'],
    [
      'an object of a class without a name',
      Object.create({ constructor: { name: '' } }),
      '',
      'got: an object of a class',
    ],
    ['an object that holds itself', circular, 'again.0', 'must be something that JSON can hold, got: an object that'],
  ])('is named with its place: %s', (_, value, path, says) => {
    expect(jsonProblems(value)).toEqual([{ path, says: expect.stringContaining(says) as string }]);
  });

  it('is all named, and not only the first of it', () => {
    expect(jsonProblems({ a: NaN, b: [1n], c: 'fine' }).map(({ path }) => path)).toEqual(['a', 'b.0']);
  });

  it.each([[2 ** 53 - 1], [-(2 ** 53 - 1)], [0.1], [null], [false], ['\u2028'], [Object.create(null)]])(
    'has none of %j',
    (value) => {
      expect(jsonProblems([value])).toEqual([]);
    },
  );

  it('takes the same object in two places for no ring', () => {
    const shared = { a: 1 };
    expect(jsonProblems([shared, shared])).toEqual([]);
  });

  it('is nothing exactly where a value comes back from JSON as it was', () => {
    const one = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.constant(NaN), fc.date());
    const value = fc.oneof(one, fc.array(one), fc.dictionary(fc.string(), one, { noNullPrototype: true }));
    fc.assert(
      fc.property(value, (given) => {
        const back: unknown = JSON.parse(JSON.stringify(given));
        const same = (() => {
          try {
            expect(back).toStrictEqual(given);
            return true;
          } catch {
            return false;
          }
        })();
        expect(jsonProblems(given).length === 0).toBe(same);
      }),
    );
  });
});
