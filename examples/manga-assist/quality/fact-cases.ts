import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import { inTurn, shuffled } from './draw';
import { authorsOf, otherVolumesThan, priceOf, readersOf, volumesOf, wholePriceOf, yearOf } from './facts-of-title';
import { type QualityCase } from './quality-case';

type Question = (title: string) => string;

/** One plain question about one title, in English. */
export function factCases(titles: readonly Title[], seed: number): readonly QualityCase[] {
  const drawn = shuffled(titles, seed);
  const half = Math.ceil(drawn.length / 2);
  // Together they ask about every title once; the other questions go by orders of their own.
  return [
    ...drawn.slice(0, half).map(volumesCase),
    ...drawn.slice(half).map(authorCase),
    ...shuffled(titles, seed + 1)
      .slice(0, 28)
      .map(yearCase),
    ...shuffled(titles, seed + 2)
      .slice(0, 24)
      .map(priceCase),
    ...shuffled(titles, seed + 3)
      .slice(0, 24)
      .map(readersCase),
    ...shuffled(titles, seed + 4)
      .slice(0, 14)
      .map(storyCase),
    ...shuffled(titles, seed + 5)
      .slice(0, 10)
      .map(finishedCase),
    ...shuffled(titles, seed + 6)
      .flatMap((title) => title.otherTitles.slice(0, 1).map((name) => ({ title, name })))
      .slice(0, 14)
      .map(otherNameCase),
  ];
}

const VOLUMES: readonly [Question, ...Question[]] = [
  (title) => `How many volumes does ${title} have?`,
  (title) => `How long is ${title}?`,
  (title) => `how many books are there of ${title}`,
  (title) => `I want to buy all of ${title}. How many volumes is that?`,
];

function volumesCase(title: Title, index: number): QualityCase {
  return {
    key: `volumes-of-${title.id}`,
    turns: [inTurn(VOLUMES, index)(title.title)],
    reference: sentenceAbout(title, 'volumes'),
    required: [volumesOf(title)],
    forbidden: [otherVolumesThan(title)],
    tags: ['facts', 'volumes'],
  };
}

const AUTHORS: readonly [Question, ...Question[]] = [
  (title) => `Who wrote ${title}?`,
  (title) => `Who is the author of ${title}?`,
  (title) => `${title}: written by whom?`,
  (title) => `Could you tell me who drew ${title}, please?`,
];

function authorCase(title: Title, index: number): QualityCase {
  return {
    key: `author-of-${title.id}`,
    turns: [inTurn(AUTHORS, index)(title.title)],
    reference: sentenceAbout(title, 'author'),
    required: authorsOf(title),
    tags: ['facts', 'authors'],
  };
}

const YEARS: readonly [Question, ...Question[]] = [
  (title) => `When did ${title} start?`,
  (title) => `In which year did ${title} first run?`,
  (title) => `How old is ${title}? I mean, from what year is it?`,
];

function yearCase(title: Title, index: number): QualityCase {
  return {
    key: `year-of-${title.id}`,
    turns: [inTurn(YEARS, index)(title.title)],
    reference: sentenceAbout(title, 'year'),
    required: [yearOf(title)],
    tags: ['facts', 'years'],
  };
}

/** A wrong price costs the shop money or a customer, so these count double. */
function priceCase(title: Title, index: number): QualityCase {
  const common = { reference: sentenceAbout(title, 'price'), tags: ['facts', 'prices'], weight: 2 };
  return index % 2 === 0
    ? {
        key: `price-of-a-volume-of-${title.id}`,
        turns: [`How much is one volume of ${title.title}?`],
        required: [priceOf(title)],
        ...common,
      }
    : {
        key: `price-of-all-of-${title.id}`,
        turns: [`How much is the whole of ${title.title}?`],
        required: [wholePriceOf(title)],
        ...common,
      };
}

const READERS: readonly [Question, ...Question[]] = [
  (title) => `Which genres is ${title}?`,
  (title) => `What kind of manga is ${title}: shonen, shojo, seinen or josei?`,
];

function readersCase(title: Title, index: number): QualityCase {
  return {
    key: `readers-of-${title.id}`,
    turns: [inTurn(READERS, index)(title.title)],
    reference: sentenceAbout(title, 'genres'),
    required: [readersOf(title)],
    tags: ['facts', 'genres'],
  };
}

const STORIES: readonly [Question, ...Question[]] = [
  (title) => `What is ${title} about?`,
  (title) => `Tell me about ${title}`,
];

function storyCase(title: Title, index: number): QualityCase {
  return {
    key: `story-of-${title.id}`,
    turns: [inTurn(STORIES, index)(title.title)],
    reference: title.description,
    required: [title.title],
    tags: ['facts', 'stories'],
  };
}

/** The shop sells finished series only, so whoever knows the number of volumes knows that there will be no more. */
function finishedCase(title: Title): QualityCase {
  return {
    key: `end-of-${title.id}`,
    turns: [`Is ${title.title} finished?`],
    reference: `${title.title} is complete. ${sentenceAbout(title, 'volumes')}`,
    required: [{ matches: `complete|finished|has ended|${title.volumes} volume` }],
    forbidden: [{ anyOf: ['still running', 'still ongoing', 'not finished', 'more volumes will come'] }],
    tags: ['facts', 'status'],
  };
}

function otherNameCase({ title, name }: { readonly title: Title; readonly name: string }): QualityCase {
  return {
    key: `other-name-of-${title.id}`,
    turns: [`How many volumes does ${name} have?`],
    reference: sentenceAbout(title, 'volumes'),
    required: [volumesOf(title)],
    forbidden: [otherVolumesThan(title)],
    tags: ['facts', 'other-names'],
  };
}
