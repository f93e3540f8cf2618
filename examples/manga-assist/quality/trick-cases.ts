import { type Title } from '../service/catalogue/title';
import { sentenceAbout } from '../service/conversation/sentences';
import { shuffled } from './draw';
import { authorsOf, volumesOf } from './facts-of-title';
import { type QualityCase } from './quality-case';

/** Questions that take something false for granted, and questions about two titles at once. */
export function trickCases(titles: readonly Title[], seed: number): readonly QualityCase[] {
  const drawn = shuffled(titles, seed);
  return [
    ...drawn.slice(0, 12).map(wrongVolumesCase),
    ...drawn.slice(12, 24).map((title, index) => wrongAuthorCase(title, strangerTo(title, drawn, index))),
    ...pairsOfDifferentLength(drawn.slice(24)).slice(0, 12).map(comparisonCase),
  ];
}

function wrongVolumesCase(title: Title): QualityCase {
  const wrong = title.volumes + 5;
  return {
    key: `not-${wrong}-volumes-of-${title.id}`,
    turns: [`Is it true that ${title.title} has ${wrong} volumes?`],
    reference: `No. ${sentenceAbout(title, 'volumes')}`,
    required: [volumesOf(title)],
    forbidden: [{ anyOf: [`${title.title} has ${wrong} volumes`, `Yes, ${title.title}`, `Yes, it has ${wrong}`] }],
    tags: ['trick', 'false-premise'],
  };
}

function wrongAuthorCase(title: Title, stranger: string): QualityCase {
  return {
    key: `another-author-than-of-${title.id}`,
    turns: [`I heard that ${stranger} wrote ${title.title}, right?`],
    reference: `No. ${sentenceAbout(title, 'author')}`,
    required: authorsOf(title),
    forbidden: [{ anyOf: [`${title.title} is by ${stranger}`, `written by ${stranger}`, `Yes, ${stranger}`] }],
    tags: ['trick', 'false-premise'],
  };
}

function comparisonCase([left, right]: readonly [Title, Title]): QualityCase {
  const longer = left.volumes > right.volumes ? left : right;
  return {
    key: `longer-of-${left.id}-and-${right.id}`,
    turns: [`Which is longer, ${left.title} or ${right.title}?`],
    reference: `${longer.title} is longer. ${sentenceAbout(left, 'volumes')} ${sentenceAbout(right, 'volumes')}`,
    required: [volumesOf(left), volumesOf(right)],
    tags: ['trick', 'comparison'],
  };
}

/** An author of another title, who has no part in this one. */
function strangerTo({ authors }: Title, titles: readonly Title[], index: number): string {
  const others = titles.slice(24).flatMap((title) => title.authors.slice(0, 1));
  return others.filter((name) => !authors.includes(name))[index] ?? 'Shakespeare';
}

function pairsOfDifferentLength(titles: readonly Title[]): readonly (readonly [Title, Title])[] {
  const pairs = titles.flatMap((left, index): (readonly [Title, Title])[] => {
    const right = titles[index + 1];
    return index % 2 === 0 && right ? [[left, right]] : [];
  });
  return pairs.filter(([left, right]) => left.volumes !== right.volumes);
}
