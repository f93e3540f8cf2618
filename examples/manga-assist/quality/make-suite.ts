import { type Title } from '../service/catalogue/title';
import { factCases } from './fact-cases';
import { followUpCases } from './follow-up-cases';
import injections from './free/injections.json';
import recommendations from './free/recommendations.json';
import rudeCustomers from './free/rude-customers.json';
import smallTalk from './free/small-talk.json';
import unknownTitles from './free/unknown-titles.json';
import { languageCases } from './language-cases';
import { type QualityCase } from './quality-case';
import { trickCases } from './trick-cases';

/** Settles which titles are asked about. Another seed is another suite, and blue's kept scores are worth nothing to it. */
const SEED = 20;

/** No shopper changes anything by talking to the assistant, so the cases need no marks. */
const HEAD = {
  kind: 'quality',
  effects: 'none',
  request: { method: 'POST', path: '/chat' },
  question: 'body.message',
  answer: 'body.reply',
  carry: { 'body.context': 'body.context' },
  timeoutSeconds: 5,
};

/** All cases: those that follow a pattern, made from the catalogue, and then those that somebody wrote. */
export function qualityCases(titles: readonly Title[]): readonly QualityCase[] {
  return [
    ...factCases(titles, SEED),
    ...trickCases(titles, SEED + 10),
    ...followUpCases(titles, SEED + 20),
    ...languageCases(titles, SEED + 30),
    ...unknownTitles,
    ...injections,
    ...rudeCustomers,
    ...recommendations,
    ...smallTalk,
  ];
}

/** The suite as JSON lines: everything but the cases, and then one case a line. */
export function qualitySuiteText(titles: readonly Title[]): string {
  return suiteText(qualityCases(titles));
}

/** The file of a suite with these cases. */
export function suiteText(cases: readonly QualityCase[]): string {
  return [HEAD, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
}
