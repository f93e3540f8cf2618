import fc from 'fast-check';
import { beginning } from '../../../lib/domain/size/beginning';
import { divided, shortened } from '../../../lib/domain/size/shortened';

const bytesInString = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('🐙', '漢', 'é', 'x', '"', '\n', '\u0000', '\uD83D', '\uDE00') }),
);

describe('a text that is shortened', () => {
  it.each([
    ['is left as it is where it fits', 'abc', 3, 'abc'],
    ['has an ellipsis for what is left out', 'abcdefg', 6, 'abc…'],
    ['is counted in bytes, not in characters', '漢字漢字', 9, '漢字…'],
    ['has no half of a character', '🐙🐙', 7, '🐙…'],
    ['is counted as JSON writes it', '""""', 7, '""…'],
    ['has half a character replaced, which DynamoDB would refuse', 'a\uD83Db', 9, 'a\uFFFDb'],
  ])('%s', (_, text, most, expected) => {
    expect(shortened(text, most)).toBe(expected);
  });

  it('takes no more bytes than it may, and its two parts are the whole', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 3, max: 60 }), (text, most) => {
        const { text: kept, rest } = divided(text, most);
        expect(bytesInString(kept)).toBeLessThanOrEqual(most);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
        expect((rest === '' ? kept : kept.slice(0, -1)) + rest).toBe(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
      }),
    );
  });
});

describe('the beginning of a text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a🐙b', 3, 'a…'],
  ])('of %s in %i characters has no half of one', (text, most, expected) => {
    expect(beginning(text, most)).toBe(expected);
  });
});
