import fc from 'fast-check';
import { differences, shapeOf } from '../../../../lib/domain/gates/contract/shape';
import cases from '../../../cases/gate/shapes.json';

const between = (before: unknown, after: unknown) => differences(shapeOf(before), shapeOf(after), 'body');

describe('the shape of an answer', () => {
  it.each(cases)('differs by path: $name', ({ before, after, differences: expected }) => {
    expect(between(before, after).map(({ kind, path, says }) => `${kind} ${path} ${says}`)).toEqual(expected);
  });

  it('never differs from itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(between(value, JSON.parse(JSON.stringify(value)))).toEqual([]);
      }),
    );
  });

  it('does not depend on how often or in which order a list has its items', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), (items) => {
        expect(between(items, [...items, ...items].reverse())).toEqual([]);
      }),
    );
  });

  it('has one difference for a field that is new, and the other way round one that is missing', () => {
    const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue());
    fc.assert(
      fc.property(object, fc.jsonValue(), (value, added) => {
        const more = { ...value, 'one more': added };
        expect(between(value, more)).toEqual([{ kind: 'added', path: 'body.one more', says: 'is new' }]);
        expect(between(more, value)).toEqual([{ kind: 'missing', path: 'body.one more', says: 'is missing' }]);
      }),
    );
  });
});
