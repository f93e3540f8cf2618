import { type Title } from '../service/catalogue/title';
import { qualityCases, suiteText } from './make-suite';
import { type QualityCase } from './quality-case';

/**
 * How many cases the gate is given. It takes 62 to certify a version that answers all of them as well
 * (`npx sluice suite check` refuses fewer); the rest is for versions whose answers differ here and there.
 */
const SIZE = 150;

/** The suite that the release's quality gate asks, as JSON lines. */
export function qualitySampleText(titles: readonly Title[]): string {
  return suiteText(sampleOf(qualityCases(titles), SIZE));
}

/**
 * Every so manyth case, in the order of the suite, so that each kind of question has its share. A case that counts double
 * is drawn twice as likely, and then counts as every other: a judge needs fewer cases where none is heavier than the rest.
 * That is systematic sampling with probability proportional to size (Madow 1949, https://doi.org/10.1214/aoms/1177729988).
 *
 * @param size at most so many that no case would be drawn twice
 */
export function sampleOf(cases: readonly QualityCase[], size: number): readonly QualityCase[] {
  const step = cases.reduce((sum, { weight = 1 }) => sum + weight, 0) / size;
  const heaviest = Math.max(...cases.map(({ weight = 1 }) => weight));
  if (step < heaviest) {
    throw new RangeError(`A sample of ${size} cases has those of weight ${heaviest} more than once. Draw fewer.`);
  }
  let next = step / 2;
  let end = 0;
  return cases.flatMap(({ weight = 1, ...one }) => {
    end += weight;
    if (next >= end) return [];
    next += step;
    return [one];
  });
}
