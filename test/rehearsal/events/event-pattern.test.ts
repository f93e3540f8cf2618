import fc from 'fast-check';
import { compilePattern } from '../../../lib/rehearsal/events/event-pattern';
import table from '../../cases/events/event-patterns.json';

describe('an event pattern', () => {
  it.each(table.cases)('asks for $name', ({ pattern, fits, others }) => {
    const test = compilePattern(pattern);
    for (const event of fits) expect({ event, fits: test(event) }).toEqual({ event, fits: true });
    for (const event of others) expect({ event, fits: test(event) }).toEqual({ event, fits: false });
  });

  it.each(table.refused as readonly { name: string; pattern: unknown; says?: string }[])(
    'is refused with $name',
    ({ pattern, says = '' }) => {
      expect(() => compilePattern(pattern)).toThrow(`Event pattern is not valid. Reason: ${says}`);
    },
  );

  it('is refused where it is no object', () => {
    expect(() => compilePattern('a')).toThrow(
      expect.objectContaining({ code: 'InvalidEventPatternException' }) as Error,
    );
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'B', '.', '\\', '-'), maxLength: 4 });

  it('asks for the opposite by anything-but, of what is there', () => {
    const rule = fc.constantFrom('prefix', 'suffix', 'equals-ignore-case');
    fc.assert(
      fc.property(rule, word, word, (name, wanted, value) => {
        // What everything begins and ends with is refused.
        fc.pre(wanted !== '' || name === 'equals-ignore-case');
        const plain = compilePattern({ a: [{ [name]: wanted }] });
        const opposite = compilePattern({ a: [{ 'anything-but': { [name]: wanted } }] });
        expect(opposite({ a: value })).toBe(!plain({ a: value }));
      }),
    );
  });

  it('finds by a star whatever stands in its place', () => {
    const escape = (text: string) => text.replace(/[\\*]/g, '\\$&');
    fc.assert(
      fc.property(word, word, fc.string(), (before, after, between) => {
        const test = compilePattern({ a: [{ wildcard: `${escape(before)}*${escape(after)}` }] });
        expect(test({ a: `${before}${between}${after}` })).toBe(true);
        expect(test({ a: `${before}${between}${after}!` })).toBe(after === '');
      }),
    );
  });
});
