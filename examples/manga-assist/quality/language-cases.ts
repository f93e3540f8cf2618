import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import { shuffled } from './draw';
import { authorsOf, countOf, yearOf } from './facts-of-title';
import { type Language, LANGUAGES } from './languages';
import { type QualityCase } from './quality-case';

/** Names that no manga has, so that whoever describes one has made it up. */
const INVENTED: Readonly<Record<string, string>> = {
  ja: 'Sora no Teapot',
  es: 'El dragón de hojalata',
  fr: 'Le renard de verre bleu',
  de: 'Der gläserne Regenschirm',
  pt: 'O farol das tartarugas',
  it: 'Il lampione e la volpe',
};

/** Ten questions in each language. Titles are not asked about in two languages, so that each case stands for itself. */
export function languageCases(titles: readonly Title[], seed: number): readonly QualityCase[] {
  const drawn = shuffled(titles, seed);
  return LANGUAGES.flatMap((language, index) => {
    const own = drawn.slice(index * 9, index * 9 + 9);
    return [...own.map((title, place) => questionIn(language, title, place)), inventedCase(language)];
  });
}

function questionIn({ code, asks }: Language, title: Title, place: number): QualityCase {
  const tags = ['language', `language-${code}`];
  const key = (topic: string) => `${code}-${topic}-of-${title.id}`;
  if (place < 4) {
    return {
      key: key('volumes'),
      turns: [asks.volumes(title.title)],
      reference: sentenceAbout(title, 'volumes'),
      required: [countOf(title)],
      tags,
    };
  }
  if (place < 7) {
    return {
      key: key('author'),
      turns: [asks.author(title.title)],
      reference: sentenceAbout(title, 'author'),
      required: authorsOf(title),
      tags,
    };
  }
  return place < 8
    ? {
        key: key('year'),
        turns: [asks.year(title.title)],
        reference: sentenceAbout(title, 'year'),
        required: [yearOf(title)],
        tags,
      }
    : {
        key: key('story'),
        turns: [asks.about(title.title)],
        reference: title.description,
        required: [title.title],
        tags,
      };
}

function inventedCase({ code, asks, doesNotKnow }: Language): QualityCase {
  const name = INVENTED[code] ?? 'The Glass Umbrella';
  return {
    key: `${code}-unknown-title`,
    turns: [asks.author(name)],
    reference: `The shop does not know “${name}”, and says so.`,
    required: [{ matches: `${doesNotKnow}|do not know|don't know` }],
    tags: ['unknown-title', 'language', `language-${code}`],
    critical: true,
  };
}
