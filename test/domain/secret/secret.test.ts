import { inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../../../lib/domain/secret/secret';

const value = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }).filter((text) => text.trim().length >= 6);
const around = fc.string({ unit: fc.constantFrom('⟨', '⟩', '\n', '§'), maxLength: 10 });

/** The ways in which those who repeat a text have been seen to write it. */
const WRITTEN: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  (text) => text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`),
  (text) => text.replaceAll('/', '\\/'),
  (text) => text.replaceAll('&', '\\u0026'),
];

describe('a secret', () => {
  it('is not printed by anything that prints', () => {
    fc.assert(
      fc.property(value, (text) => {
        const secret = new Secret(text, 'the key');
        const printed = [
          String(secret),
          JSON.stringify({ secret }),
          inspect({ secret }, { showHidden: true, depth: 9 }),
        ];
        for (const one of printed) expect(one).toContain('(the key)');
        expect(Object.values(secret)).toEqual(['the key']);
        expect(secret.reveal()).toBe(text);
      }),
    );
  });

  it('is taken out of a text from outside, whichever way it is written there', () => {
    fc.assert(
      fc.property(value, around, around, fc.constantFrom(...WRITTEN), (text, before, after, write) => {
        const trimmed = text.trim();
        const written = write(trimmed);
        const hidden = new Secret(text, 'the key').hiddenIn(`${before}${written}${after}`);
        expect(hidden.startsWith(before) && hidden.endsWith(after)).toBe(true);
        expect(hidden).toContain('(the key)');
        expect(hidden).not.toContain(written);
      }),
    );
  });

  it('is taken out of a URL that was made of it', () => {
    const secret = new Secret('aB3/+=x&y', 'the key');
    expect(secret.hiddenIn(`?key=${encodeURIComponent('aB3/+=x&y')}&a=1`)).toBe('?key=(the key)&a=1');
  });

  it('is taken out in linear time, of whatever length, and nothing is thrown that spells it', () => {
    const repeated = (unit: string) => unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000);
    const long = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 60 }).map(repeated);
    const lengths = fc.constantFrom(6, 64, 4096, 8192, 65_536, 100_000);
    const begun = performance.now();
    fc.assert(
      fc.property(long, lengths, around, fc.constantFrom(...WRITTEN), (text, length, before, write) => {
        // A beginning and an end that repeat nothing.
        const planted = `§${text.slice(0, length)}¶`.trim();
        const hidden = new Secret(planted, 'the key').hiddenIn(`${before}«${write(planted)}»`);
        expect(hidden).toMatch(/^[⟨⟩\n§]*«"?(\\*")*\(the key\)(\\*")*»$/);
      }),
      { numRuns: 40 },
    );
    expect(performance.now() - begun).toBeLessThan(40 * 1000);
  });

  it.each([
    ['nothing but backslashes', '\\'.repeat(100_000), '\\'.repeat(300_000), '(the key)'],
    ['too few backslashes', `a${'\\'.repeat(60)}bcdef`, `a${'\\'.repeat(59)}bcdef`, undefined],
    ['a word, in a text of backslashes', 'secret-key', '\\'.repeat(300_000), undefined],
    ['backslashes between, in a text of backslashes', '\\a'.repeat(30_000), '\\'.repeat(300_000), undefined],
    ['backslashes, in a text of escaped ones', '\\'.repeat(99), `${'\\u005c'.repeat(98)}%5c`, '(the key)'],
    ['a word, in a text of escaped backslashes', 'secret-key', '\\u005C%5c'.repeat(50_000), undefined],
    ['what looks like an escape', '\\u0041%41\\n'.repeat(9), '\\\\u0041%2541\\\\n'.repeat(9), '(the key)'],
    ['a line break', 'one\ntwo\tthree', 'Not "one\\ntwo\\tthree".', 'Not "(the key)".'],
    ['a letter beyond ASCII', 'schlüssel🔑', '?k=schl%C3%BCssel%F0%9F%94%91', '?k=(the key)'],
    ['half of a letter', 'secret\ud83d', 'a secret\\ud83d', 'a (the key)'],
  ])('is found or not, and at once: %s', (_, value, text, expected) => {
    const begun = performance.now();
    expect(new Secret(value, 'the key').hiddenIn(text)).toBe(expected ?? text);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('takes the rest of a text with it that would have to be read without end', () => {
    const begun = performance.now();
    const secret = new Secret(`${'a'.repeat(100_000)}b`, 'the key');
    expect(secret.hiddenIn(`Wrong: ${'a'.repeat(300_000)}c`)).toMatch(/^Wrong: a{0,99}\(the key\)$/);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('is left where it is so short that it is a placeholder', () => {
    expect(new Secret('none', 'the key').hiddenIn('There is none.')).toBe('There is none.');
  });
});
