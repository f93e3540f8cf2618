/**
 * The main job of `npm run manga-suite`: writes the quality suite, the sample of it that the gate asks and the recorded answers
 * to it anew, after the catalogue, a question or a phrase has changed.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import titles from '../catalogue/titles.json';
import { recordedAnswersText } from '../rewording/make-recorded-answers';
import { qualitySuiteText } from './make-suite';
import { qualitySampleText } from './sample-suite';

const example = join(dirname(require.resolve('sluice/package.json')), 'examples', 'manga-assist');

async function main(): Promise<void> {
  writeFileSync(join(example, 'suites', 'quality.jsonl'), qualitySuiteText(titles));
  writeFileSync(join(example, 'suites', 'quality-sample.jsonl'), qualitySampleText(titles));
  writeFileSync(join(example, 'rewording', 'recorded-answers.jsonl'), await recordedAnswersText(titles));
}

void main();
