import * as fc from 'fast-check';
import { duration, indented, wrapped } from '../../../lib/report/terminal/words';

const word = fc.stringMatching(/^[a-z"{}:]{1,30}$/);

describe('a text that is wrapped', () => {
  it('keeps every word in its order, and breaks only what would be too long', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (words, width) => {
        const lines = wrapped(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        expect(lines.filter((line) => line.length > width && line.includes(' '))).toEqual([]);
        const early = lines.slice(1).filter((line, index) => `${lines[index]} ${line.split(' ')[0]}`.length <= width);
        expect(early).toEqual([]);
      }),
    );
  });

  it('stands further in where it goes on, so that no text can pass for an entry', () => {
    expect(indented('one two\nthree', 12, 2)).toEqual(['  one two', '    three']);
  });
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [605, '10 min 5 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
