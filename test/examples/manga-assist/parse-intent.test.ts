import fc from 'fast-check';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { type Intent, type Reference } from '../../../examples/manga-assist/service/understanding/intent';
import { parseIntent } from '../../../examples/manga-assist/service/understanding/parse-intent';
import cases from './cases/intents.json';

function namedIn(intent: Intent): readonly string[] {
  const { of, like, than } = intent as Readonly<Partial<Record<'of' | 'like' | 'than', Reference>>>;
  return [of, like, than].flatMap((reference) => (reference?.kind === 'named' ? reference.ids : []));
}

describe('the intent of a message', () => {
  it.each(cases)('is understood from "$message"', ({ message, intent }) => {
    expect(parseIntent(message, titles)).toEqual(intent);
  });

  it.each(titles.flatMap(({ id, title, otherTitles }) => [title, ...otherTitles].map((name) => [name, id] as const)))(
    'is about %s when that is named, however it is written',
    (name, id) => {
      const intent = { kind: 'facts', topic: 'price', of: { kind: 'named', ids: [id] } };
      for (const written of [name, name.toUpperCase(), name.normalize('NFD'), name.replaceAll(' ', '  ')]) {
        expect(parseIntent(`How much is ${written}?`, titles)).toEqual(intent);
      }
    },
  );

  it('names only titles of the catalogue, whatever is said', () => {
    const word = fc.constantFrom(
      'who',
      'Monster',
      'like',
      'it',
      'shorter',
      'Musume',
      'under 5 volumes',
      'ghost',
      '!',
      'the second one',
    );
    const message = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(word).map((words) => words.join(' ')),
    );
    const ids = new Set(titles.map(({ id }) => id));
    fc.assert(
      fc.property(message, (said) => {
        const intent = parseIntent(said, titles);
        for (const id of namedIn(intent)) expect(ids).toContain(id);
        expect(parseIntent(said, titles)).toEqual(intent);
      }),
    );
  });
});
