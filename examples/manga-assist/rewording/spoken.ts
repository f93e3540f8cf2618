import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import { type Topic } from '../service/understanding/topic';

const TOPICS: readonly Topic[] = ['volumes', 'author', 'year', 'price', 'genres', 'story'];

/** What a plain reply says: facts about titles, a recommendation, or neither. */
export type Spoken =
  | { readonly kind: 'facts'; readonly topic: Topic; readonly titles: readonly Title[] }
  | { readonly kind: 'recommendation'; readonly titles: readonly Title[] }
  | { readonly kind: 'talk' };

/** Finds out what a reply about these titles says, by saying it again. */
export function spokenIn(reply: string, titles: readonly Title[]): Spoken {
  const topic = TOPICS.find((one) => titles.map((title) => sentenceAbout(title, one)).join(' ') === reply);
  if (titles.length === 0) return { kind: 'talk' };
  return topic === undefined ? { kind: 'recommendation', titles } : { kind: 'facts', topic, titles };
}
