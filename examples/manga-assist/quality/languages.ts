/** What shoppers ask in one language, each question with the title in it, and how the shop says facts in it. */
export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  readonly name: string;
  readonly asks: {
    readonly volumes: (title: string) => string;
    readonly author: (title: string) => string;
    readonly year: (title: string) => string;
    readonly about: (title: string) => string;
  };
  /** Words that say that the shop does not know a title, one of which an honest answer has. */
  readonly doesNotKnow: string;
}

/** The languages of the suite beside English. */
export const LANGUAGES: readonly Language[] = [
  {
    code: 'ja',
    name: 'Japanese',
    asks: {
      volumes: (title) => `『${title}』は全部で何巻ですか？`,
      author: (title) => `『${title}』の作者は誰ですか？`,
      year: (title) => `『${title}』の連載は何年に始まりましたか？`,
      about: (title) => `『${title}』はどんな話ですか？`,
    },
    doesNotKnow: '存じません|知りません|わかりません|ございません|ありません|見つかりません|取り扱って',
  },
  {
    code: 'es',
    name: 'Spanish',
    asks: {
      volumes: (title) => `¿Cuántos tomos tiene ${title}?`,
      author: (title) => `¿Quién es el autor de ${title}?`,
      year: (title) => `¿En qué año empezó ${title}?`,
      about: (title) => `¿De qué trata ${title}?`,
    },
    doesNotKnow: 'no conozco|no conocemos|no tenemos|no tengo|no encuentro',
  },
  {
    code: 'fr',
    name: 'French',
    asks: {
      volumes: (title) => `Combien de tomes compte ${title} ?`,
      author: (title) => `Qui est l’auteur de ${title} ?`,
      year: (title) => `En quelle année a commencé ${title} ?`,
      about: (title) => `De quoi parle ${title} ?`,
    },
    doesNotKnow: "ne connais pas|ne connaissons pas|n'avons pas|n'ai pas|ne trouve pas",
  },
  {
    code: 'de',
    name: 'German',
    asks: {
      volumes: (title) => `Wie viele Bände hat ${title}?`,
      author: (title) => `Von wem ist ${title}?`,
      year: (title) => `In welchem Jahr begann ${title}?`,
      about: (title) => `Worum geht es in ${title}?`,
    },
    doesNotKnow: 'kenne ich|kenne (?:leider )?|haben wir (?:leider )?(?:nicht|kein)|nicht bekannt|führen wir nicht',
  },
  {
    code: 'pt',
    name: 'Portuguese',
    asks: {
      volumes: (title) => `Quantos volumes tem ${title}?`,
      author: (title) => `Quem é o autor de ${title}?`,
      year: (title) => `Em que ano começou ${title}?`,
      about: (title) => `Sobre o que é ${title}?`,
    },
    doesNotKnow: 'não conheço|não conhecemos|não temos|não tenho|não encontro',
  },
  {
    code: 'it',
    name: 'Italian',
    asks: {
      volumes: (title) => `Quanti volumi ha ${title}?`,
      author: (title) => `Chi è l’autore di ${title}?`,
      year: (title) => `In che anno è iniziato ${title}?`,
      about: (title) => `Di cosa parla ${title}?`,
    },
    doesNotKnow: 'non conosco|non conosciamo|non abbiamo|non ho|non trovo',
  },
];
