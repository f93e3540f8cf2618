import { type Title } from '../catalogue/title';
import { type Topic } from '../understanding/topic';

/** One sentence about a title. It states what the catalogue says and nothing else. */
export function sentenceAbout(title: Title, topic: Topic): string {
  switch (topic) {
    case 'volumes':
      return `${title.title} has ${volumes(title)}.`;
    case 'author':
      return `${title.title} is by ${listing(title.authors)}.`;
    case 'year':
      return `${title.title} first ran in ${title.firstYear}.`;
    case 'price':
      return `${title.title} costs ${dollars(title.priceCents)} a volume${wholePrice(title)}.`;
    case 'genres':
      return `${title.title} is a ${title.demographic} series: ${listing(title.genres)}.`;
    case 'story':
      return `${byline(title)}: ${title.description}`;
  }
}

/** Recommends titles, of which there is at least one, numbered so that the shopper can point at "the second one". */
export function recommendation(titles: readonly Title[]): string {
  if (titles.length === 1) return `You might like ${titles.map(byline).join()}.`;
  return `You might like: ${titles.map((title, index) => `${index + 1}. ${byline(title)}`).join('; ')}.`;
}

export const GREETING = 'Welcome to the manga shop! Ask me about a title, or tell me what you like to read.';
export const THANKS = 'You are welcome. Enjoy the reading!';
export const ASK_TASTE = 'Gladly. Which genre do you like, or which title did you enjoy?';
export const NOTHING_LIKE_THAT = 'I have nothing like that. Try another genre or another length.';
export const ASK_TITLE = 'Which title do you mean?';
export const UNCLEAR =
  'I did not understand that. I can tell you the story, volumes, authors, first year, genres and price of a title, or recommend one.';

export function unknownTitle(name: string): string {
  return `I do not know “${name}”, so I had better not guess. Is there another title I can help with?`;
}

export function goneTitle({ title }: Title): string {
  return `I am sorry, we do not have ${title} any more.`;
}

function byline(title: Title): string {
  return `${title.title} by ${listing(title.authors)} (${volumes(title)})`;
}

function volumes({ volumes: count }: Title): string {
  return count === 1 ? '1 volume' : `${count} volumes`;
}

function wholePrice({ priceCents, volumes: count }: Title): string {
  return count === 1 ? '' : `, ${dollars(priceCents * count)} for all ${count}`;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

function listing(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
