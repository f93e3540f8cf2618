import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import { type Topic } from '../service/understanding/topic';
import { inTurn, shuffled } from './draw';
import { authorsOf, priceOf, volumesOf, yearOf } from './facts-of-title';
import { type Fact, type QualityCase } from './quality-case';

interface FollowUp {
  readonly topic: Topic;
  /** The turns before the last one. */
  readonly before: (title: string) => readonly string[];
  /** Says only "it". */
  readonly last: string;
  readonly facts: (title: Title) => readonly Fact[];
}

/** Conversations whose last turn says "it", and is clear only to who remembers what was said before. */
export function followUpCases(titles: readonly Title[], seed: number): readonly QualityCase[] {
  return shuffled(titles, seed)
    .slice(0, 30)
    .map((title, index) => followUpCase(title, inTurn(FOLLOW_UPS, index)));
}

const FOLLOW_UPS: readonly [FollowUp, ...FollowUp[]] = [
  {
    topic: 'author',
    before: (title) => [`How many volumes does ${title} have?`],
    last: 'And who wrote it?',
    facts: authorsOf,
  },
  {
    topic: 'year',
    before: (title) => [`Who wrote ${title}?`],
    last: 'When did it start?',
    facts: (title) => [yearOf(title)],
  },
  {
    topic: 'volumes',
    before: (title) => [`What is ${title} about?`],
    last: 'Sounds good. How long is it?',
    facts: (title) => [volumesOf(title)],
  },
  {
    topic: 'price',
    before: (title) => ['Hello!', `Do you have ${title}?`],
    last: 'How much is it?',
    facts: (title) => [priceOf(title)],
  },
  {
    topic: 'author',
    before: (title) => [`Tell me about ${title}`, 'Thank you!'],
    last: 'Who is its author?',
    facts: authorsOf,
  },
];

function followUpCase(title: Title, { topic, before, last, facts }: FollowUp): QualityCase {
  const turns = [...before(title.title), last];
  return {
    key: `${topic}-of-it-after-${turns.length - 1}-${title.id}`,
    turns,
    reference: sentenceAbout(title, topic),
    required: facts(title),
    tags: ['multi-turn', 'follow-up'],
    weight: 1.5,
  };
}
