import fc from 'fast-check';
import { merged, valueAt, withValueAt } from '../../../lib/domain/suite/value-path';
import cases from '../../cases/suite/value-paths.json';

/** A key that a case leaves out is the missing value, which JSON cannot write. */
const given = (one: object, key: string): unknown => (one as Readonly<Record<string, unknown>>)[key];

describe('the value at a path', () => {
  it.each(cases.valueAt)('is $name', (one) => {
    expect(valueAt(one.value, one.path)).toEqual(given(one, 'expected'));
  });
});

describe('a copy with the value at a path set', () => {
  it.each(cases.withValueAt)('$name', (one) => {
    const before = JSON.stringify(given(one, 'value'));
    expect(withValueAt(given(one, 'value'), one.path, one.set)).toStrictEqual(one.expected);
    expect(JSON.stringify(given(one, 'value'))).toBe(before);
  });

  it('has the value at the path, whatever was there', () => {
    const name = fc.constantFrom('a', 'b', '0', '1');
    const inside = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(1, 'text', null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(inside, fc.array(name, { minLength: 1, maxLength: 4 }), inside, (value, names, set) => {
        const path = names.join('.');
        expect(valueAt(withValueAt(value, path, set), path)).toEqual(set);
      }),
    );
  });
});

describe('a base with an overlay merged in', () => {
  it.each(cases.merged)('is $name', (one) => {
    expect(merged(given(one, 'base'), given(one, 'overlay'))).toStrictEqual(one.expected);
  });

  it('is the base where the overlay is itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(merged(value, value)).toEqual(value);
      }),
    );
  });
});
