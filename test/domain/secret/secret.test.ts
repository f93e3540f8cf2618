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

  it('is left where it is so short that it is a placeholder', () => {
    expect(new Secret('none', 'the key').hiddenIn('There is none.')).toBe('There is none.');
  });
});
