import { type Title } from '../catalogue/title';
import { type Heard, hear } from './hear';
import { type Intent, type Reference } from './intent';
import { type Topic, topicIn } from './topic';

type Rule = (heard: Heard) => Intent | undefined;

/** The first that fits decides, so the most particular come first. */
const RULES: readonly Rule[] = [otherLength, similar, byTaste, more, anything, facts, smallTalk, unknownTitle];

const POINTS_BACK =
  /\b(?:it|its|this|they|them|their|these|those)\b|\b(?:about|did|does|is|like|of) that\b|\bthat one\b/u;
const ASKS_FOR_TITLES = /\b(?:recommend|recommendations?|suggest|suggestions?|something|anything|what should i)\b/u;

/** Reads a message by plain rules: no model, no chance, the same intent every time. */
export function parseIntent(message: string, titles: readonly Title[]): Intent {
  const heard = hear(message, titles);
  for (const rule of RULES) {
    const intent = rule(heard);
    if (intent) return intent;
  }
  return { kind: 'unclear' };
}

/** "Something shorter?" But not "Is it shorter?", which asks for a fact. */
function otherLength(heard: Heard): Intent | undefined {
  const direction = /\b(?:shorter|longer)\b/u.exec(heard.text)?.[0];
  if (direction !== 'shorter' && direction !== 'longer') return undefined;
  if (/^(?:are|is|which)\b/u.test(heard.text) || heard.limits || heard.traits.length > 0) return undefined;
  return { kind: 'other-length', direction, than: referenceIn(heard) ?? { kind: 'last' } };
}

/** "Something like Monster", "I loved Monster", "anything similar?" But not "What is Monster like?". */
function similar(heard: Heard): Intent | undefined {
  const { text, titles, traits, limits = {} } = heard;
  const named = titles.length > 0 && /\b(?:like|liked|loved|enjoyed)\b/u.test(text) && !/\bis like\b/u.test(text);
  if (!named && !/\bsimilar\b|\blike (?:it|that|this|the)\b/u.test(text)) return undefined;
  return { kind: 'recommendation', traits, like: referenceIn(heard) ?? { kind: 'last' }, limits };
}

/** "A scary one under 10 volumes." But not "Is it scary?", nor "Who wrote Space Brothers?". */
function byTaste(heard: Heard): Intent | undefined {
  const { text, titles, traits, limits, unknown } = heard;
  if (titles.length > 0 || (traits.length === 0 && !limits)) return undefined;
  if (referenceIn(heard) && !ASKS_FOR_TITLES.test(text)) return undefined;
  if (unknown !== undefined && /\b(?:how|when|who)\b/u.test(text)) return undefined;
  return { kind: 'recommendation', traits, limits: limits ?? {} };
}

/** "Another one?" But not "Tell me more about it". */
function more(heard: Heard): Intent | undefined {
  if (!/\b(?:another|else|more|next|other ones?)\b/u.test(heard.text)) return undefined;
  return heard.unknown !== undefined || asksForFact(heard) ? undefined : { kind: 'more' };
}

/** "Recommend me something." */
function anything(heard: Heard): Intent | undefined {
  if (!ASKS_FOR_TITLES.test(heard.text) || heard.unknown !== undefined || asksForFact(heard)) return undefined;
  return { kind: 'recommendation', traits: [], limits: {} };
}

function facts(heard: Heard): Intent | undefined {
  const topic = topicIn(heard.text) ?? impliedTopic(heard);
  const of = referenceIn(heard) ?? (heard.unknown === undefined ? { kind: 'last' } : undefined);
  return topic && of ? { kind: 'facts', topic, of } : undefined;
}

/** "Is it scary?" asks for the genres, and a title alone for its story. */
function impliedTopic({ titles, traits, limits, ordinal }: Heard): Topic | undefined {
  if (traits.length > 0) return 'genres';
  if (limits) return 'volumes';
  return titles.length > 0 || ordinal !== undefined ? 'story' : undefined;
}

function smallTalk({ text }: Heard): Intent | undefined {
  if (/\b(?:thanks|thank you)\b/u.test(text)) return { kind: 'thanks' };
  if (/^(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening))\b/u.test(text)) return { kind: 'greeting' };
  return undefined;
}

function unknownTitle(heard: Heard): Intent | undefined {
  if (heard.unknown === undefined || referenceIn(heard)) return undefined;
  return { kind: 'unknown-title', name: heard.unknown };
}

function asksForFact(heard: Heard): boolean {
  return topicIn(heard.text) !== undefined && referenceIn(heard) !== undefined;
}

function referenceIn({ titles, ordinal, text }: Heard): Reference | undefined {
  if (titles.length > 0) return { kind: 'named', ids: titles };
  if (ordinal !== undefined) return { kind: 'listed', place: ordinal };
  return POINTS_BACK.test(text) ? { kind: 'last' } : undefined;
}
