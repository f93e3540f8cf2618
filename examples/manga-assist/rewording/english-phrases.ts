import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import * as say from '../service/conversation/sentences';
import { type Topic } from '../service/understanding/topic';

type Ways<T> = readonly ((value: T) => string)[];

/** Three ways to say each fact. They have every name and number of the plain sentence. */
export const ENGLISH_FACTS: Readonly<Record<Topic, Ways<Title>>> = {
  volumes: [
    (title) => `${title.title} runs to ${volumes(title)}.`,
    (title) => `You get ${volumes(title)} of ${title.title}, and then the story is told.`,
    (title) => `${title.title}? It is complete in ${volumes(title)}.`,
  ],
  author: [
    (title) => `${title.title} was created by ${listing(title.authors)}.`,
    (title) => `That is the work of ${listing(title.authors)}: ${title.title}.`,
    (title) => `We have ${listing(title.authors)} to thank for ${title.title}.`,
  ],
  year: [
    (title) => `${title.title} started in ${title.firstYear}.`,
    (title) => `The first chapter of ${title.title} came out in ${title.firstYear}.`,
    (title) => `${title.firstYear} is the year in which ${title.title} began.`,
  ],
  price: [
    (title) => `${sentenceAbout(title, 'price')} Shall I tell you more about it?`,
    (title) => `Here you are: ${sentenceAbout(title, 'price')}`,
    (title) => `With pleasure. ${sentenceAbout(title, 'price')}`,
  ],
  genres: [
    (title) => `${title.title} was made for ${title.demographic} readers, and it has ${listing(title.genres)}.`,
    (title) => `Think of ${listing(title.genres)}: ${title.title} is ${title.demographic}.`,
    (title) => `${title.title} is ${title.demographic}, with ${listing(title.genres)}.`,
  ],
  story: [
    (title) => `${title.title} is by ${listing(title.authors)}, in ${volumes(title)}. ${title.description}`,
    (title) => `Yes, we have ${title.title} (${volumes(title)}) by ${listing(title.authors)}. ${title.description}`,
    (title) => `${title.description} That is ${title.title} by ${listing(title.authors)}, in ${volumes(title)}.`,
  ],
};

export const ENGLISH_RECOMMENDATIONS: Ways<readonly Title[]> = [
  (titles) => `Let me see. You might like ${listing(titles.map(byline))}.`,
  (titles) => `You might like ${listing(titles.map(byline))}, if I may say so.`,
  (titles) => `You might like what others liked too: ${listing(titles.map(byline))}.`,
];

const TALK: Readonly<Record<string, readonly string[]>> = {
  [say.GREETING]: [
    'Hello and welcome! Which manga may I tell you about?',
    'Welcome to the manga shop! Do you know what you are looking for, or may I suggest something?',
    'Hi there, welcome! Name a title, or tell me what you like to read.',
  ],
  [say.THANKS]: [
    'You are welcome!',
    'My pleasure, you are welcome any time.',
    'You are very welcome. Enjoy the reading!',
  ],
  [say.ASK_TASTE]: [
    'With pleasure! Which genre do you like, or which title did you enjoy?',
    'Let me help: what have you read and liked?',
    'Of course. Is there a genre or a title that you love?',
  ],
  [say.NOTHING_LIKE_THAT]: [
    'I am afraid we have nothing like that. Perhaps another genre, or another length?',
    'There is nothing like that on our shelves, sorry. Shall we try another genre?',
    'Sorry, nothing like that. Another length might help.',
  ],
  [say.ASK_TITLE]: [
    'Which title is it that you mean?',
    'Which title is that about? Could you name it?',
    'Happy to help! Which title is it about?',
  ],
  [say.UNCLEAR]: [
    'Sorry, I did not get that. Ask me for the story, length, author, year, genres or price of a title.',
    'I did not quite understand. I know a lot about our titles, and can recommend one.',
    'Could you put that in other words? I can tell you about a title, or suggest one.',
  ],
};

/** Ways to say what is about no title. */
export function englishTalk(reply: string): readonly string[] {
  const known = TALK[reply];
  if (known) return known;
  const [, name = ''] = /“(.*)”/su.exec(reply) ?? [];
  return [
    `I am sorry, I do not know “${name}”, and I would rather not guess.`,
    `To be honest, I do not know “${name}”. Is there another title I can help with?`,
    `Hm, I do not know “${name}”. May I help with another title?`,
  ];
}

function byline(title: Title): string {
  return `${title.title} by ${listing(title.authors)} (${volumes(title)})`;
}

function volumes({ volumes: count }: Title): string {
  return count === 1 ? '1 volume' : `${count} volumes`;
}

function listing(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
