/** What a shopper can ask about a title. */
export type Topic = 'price' | 'author' | 'year' | 'genres' | 'volumes' | 'story';

/** In the order in which they win: "how much are all volumes" asks for the price. */
const TOPICS: readonly { readonly topic: Topic; readonly says: RegExp }[] = [
  { topic: 'price', says: /\b(?:prices?|costs?|how much|how expensive)\b/u },
  { topic: 'author', says: /\b(?:who|whose|authors?|writer|wrote|written|drew|drawn|mangaka)\b/u },
  { topic: 'year', says: /\b(?:when|year|how old)\b/u },
  { topic: 'genres', says: /\b(?:genres?|what kind|which kind|what sort|style)\b/u },
  { topic: 'volumes', says: /\b(?:how many|long|longer|shorter|volumes?|length)\b/u },
  { topic: 'story', says: /\b(?:tell me|about)\b/u },
];

/**
 * What a message asks about, if it asks about something.
 *
 * @param message folded words with one space between them
 */
export function topicIn(message: string): Topic | undefined {
  return TOPICS.find(({ says }) => says.test(message))?.topic;
}
