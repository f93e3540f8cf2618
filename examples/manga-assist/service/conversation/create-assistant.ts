import { type Catalogue } from '../catalogue/catalogue';
import { type Title } from '../catalogue/title';
import { type Ranking } from '../recommending/ranking';
import { recommend } from '../recommending/recommend';
import { type Wish } from '../recommending/wish';
import { type Intent } from '../understanding/intent';
import { parseIntent } from '../understanding/parse-intent';
import { type Topic } from '../understanding/topic';
import { type Assistant } from './assistant';
import { type ContextAfter } from './context-after';
import { type Context, NEW_CONVERSATION } from './context';
import { meantTitles } from './meant-titles';
import { type Reply } from './reply';
import * as say from './sentences';
import { wishOf } from './wish-of';

export interface AssistantParts {
  readonly catalogue: Catalogue;
  readonly rank: Ranking;
  readonly contextAfter: ContextAfter;
}

/** An assistant that finds titles in the catalogue as it knows it, and states facts only as they are now. */
export function createAssistant({ catalogue, rank, contextAfter }: AssistantParts): Assistant {
  return {
    async answer({ message, context = NEW_CONVERSATION }) {
      const titles = await catalogue.all();
      const reply = await replyTo(parseIntent(message, titles), context, titles);
      return {
        reply: reply.text,
        titles: reply.kind === 'talk' ? [] : reply.titles.map(({ id }) => id),
        context: contextAfter(context, reply),
      };
    },
  };

  async function replyTo(intent: Intent, context: Context, titles: readonly Title[]): Promise<Reply> {
    switch (intent.kind) {
      case 'greeting':
        return { kind: 'talk', text: say.GREETING };
      case 'thanks':
        return { kind: 'talk', text: say.THANKS };
      case 'unclear':
        return { kind: 'talk', text: say.UNCLEAR };
      case 'unknown-title':
        return { kind: 'talk', text: say.unknownTitle(intent.name) };
      case 'facts':
        return facts(intent.topic, meantTitles(intent.of, context, titles));
      case 'recommendation':
      case 'more':
      case 'other-length':
        return recommendation(wishOf(intent, context, titles), titles);
    }
  }

  async function facts(topic: Topic, meant: readonly Title[]): Promise<Reply> {
    if (meant.length === 0) return { kind: 'talk', text: say.ASK_TITLE };
    const found = await asTheyAreNow(meant);
    const gone = meant.filter(({ id }) => found.every((title) => title.id !== id));
    const sentences = [...found.map((title) => say.sentenceAbout(title, topic)), ...gone.map(say.goneTitle)];
    return { kind: 'facts', text: sentences.join(' '), titles: found };
  }

  async function recommendation(wish: Wish | undefined, titles: readonly Title[]): Promise<Reply> {
    if (!wish) return { kind: 'talk', text: say.ASK_TASTE };
    const found = await asTheyAreNow(recommend(wish, titles, rank));
    if (found.length === 0) return { kind: 'talk', text: say.NOTHING_LIKE_THAT };
    return { kind: 'recommendation', text: say.recommendation(found), titles: found, wish };
  }

  async function asTheyAreNow(titles: readonly Title[]): Promise<readonly Title[]> {
    const found = await Promise.all(titles.map(({ id }) => catalogue.find(id)));
    return found.filter((title) => title !== undefined);
  }
}
