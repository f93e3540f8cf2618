import { type Title } from '../service/catalogue/title';

interface Phrases {
  /** Title, authors and volumes: what the plain reply to such a question has. */
  readonly facts: readonly ((said: Said) => string)[];
  readonly unknown: readonly string[];
}

interface Said {
  readonly title: string;
  readonly authors: string;
  readonly volumes: number;
}

const PHRASES: Readonly<Record<string, Phrases>> = {
  ja: {
    facts: [
      ({ title, authors, volumes }) => `『${title}』は ${authors} の作品で、全${volumes}巻です。`,
      ({ title, authors, volumes }) => `はい、『${title}』は全${volumes}巻、作者は ${authors} です。`,
      ({ title, authors, volumes }) => `作者は ${authors} です。『${title}』は${volumes}巻で完結しています。`,
    ],
    unknown: [
      '申し訳ありませんが、その作品は存じません。',
      'その作品は見つかりません。ほかの作品はいかがですか？',
      'すみません、その題名は知りません。',
    ],
  },
  es: {
    facts: [
      ({ title, authors, volumes }) => `${title} es de ${authors} y tiene ${tomos(volumes)}.`,
      ({ title, authors, volumes }) => `Claro: ${title}, de ${authors}, está completo en ${tomos(volumes)}.`,
      ({ title, authors, volumes }) => `Son ${tomos(volumes)} de ${title}, obra de ${authors}.`,
    ],
    unknown: [
      'Lo siento, no conozco ese título.',
      'No tenemos ese manga, y prefiero no inventar. ¿Te ayudo con otro?',
      'No encuentro ese título en la tienda.',
    ],
  },
  fr: {
    facts: [
      ({ title, authors, volumes }) => `${title} est de ${authors} et compte ${tomes(volumes)}.`,
      ({ title, authors, volumes }) => `Bien sûr : ${title}, par ${authors}, est complet en ${tomes(volumes)}.`,
      ({ title, authors, volumes }) => `Il y a ${tomes(volumes)} de ${title}, une œuvre de ${authors}.`,
    ],
    unknown: [
      'Désolé, je ne connais pas ce titre.',
      'Je ne trouve pas ce manga, et je préfère ne rien inventer.',
      "Nous n'avons pas ce titre. Puis-je vous aider avec un autre ?",
    ],
  },
  de: {
    facts: [
      ({ title, authors, volumes }) => `„${title}“ ist von ${authors} und hat ${baende(volumes)}.`,
      ({ title, authors, volumes }) => `Gern: „${title}“ von ${authors} ist mit ${baende(volumes, 'n')} abgeschlossen.`,
      ({ title, authors, volumes }) => `Es gibt ${baende(volumes)} von „${title}“, einem Werk von ${authors}.`,
    ],
    unknown: [
      'Diesen Titel kenne ich leider nicht.',
      'Der Titel ist mir nicht bekannt, und raten möchte ich nicht.',
      'Diesen Manga haben wir nicht. Darf es ein anderer sein?',
    ],
  },
  pt: {
    facts: [
      ({ title, authors, volumes }) => `${title} é de ${authors} e tem ${volumesOf(volumes)}.`,
      ({ title, authors, volumes }) => `Claro: ${title}, de ${authors}, está completo em ${volumesOf(volumes)}.`,
      ({ title, authors, volumes }) => `São ${volumesOf(volumes)} de ${title}, obra de ${authors}.`,
    ],
    unknown: [
      'Desculpe, não conheço esse título.',
      'Não temos esse mangá, e prefiro não inventar. Posso ajudar com outro?',
      'Não encontro esse título na loja.',
    ],
  },
  it: {
    facts: [
      ({ title, authors, volumes }) => `${title} è di ${authors} e ha ${volumi(volumes)}.`,
      ({ title, authors, volumes }) => `Certo: ${title}, di ${authors}, è completo in ${volumi(volumes)}.`,
      ({ title, authors, volumes }) => `Sono ${volumi(volumes)} di ${title}, opera di ${authors}.`,
    ],
    unknown: [
      'Mi dispiace, non conosco questo titolo.',
      'Non abbiamo questo manga, e preferisco non inventare. Posso aiutarti con un altro?',
      'Non trovo questo titolo nel negozio.',
    ],
  },
};

const AND: Readonly<Record<string, string>> = { ja: ' と ', es: ' y ', fr: ' et ', de: ' und ', pt: ' e ', it: ' e ' };

/** Ways to say what a reply has of a title, in another language; without a title, that the shop does not know it. */
export function otherPhrases(code: string, titles: readonly Title[]): readonly string[] {
  const { facts = [], unknown = [] } = PHRASES[code] ?? {};
  const [title] = titles;
  if (!title) return unknown;
  const authors = title.authors.join(AND[code] ?? ', ');
  return facts.map((say) => say({ title: title.title, authors, volumes: title.volumes }));
}

function tomos(count: number): string {
  return count === 1 ? '1 tomo' : `${count} tomos`;
}

function tomes(count: number): string {
  return count === 1 ? '1 tome' : `${count} tomes`;
}

/** @param ending of the plural, as after "mit" */
function baende(count: number, ending = ''): string {
  return count === 1 ? '1 Band' : `${count} Bände${ending}`;
}

function volumesOf(count: number): string {
  return count === 1 ? '1 volume' : `${count} volumes`;
}

function volumi(count: number): string {
  return count === 1 ? '1 volume' : `${count} volumi`;
}
