import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { LANGUAGES } from '../../../examples/manga-assist/quality/languages';
import { qualityCases, qualitySuiteText } from '../../../examples/manga-assist/quality/make-suite';
import { qualitySampleText, sampleOf } from '../../../examples/manga-assist/quality/sample-suite';
import { type Title } from '../../../examples/manga-assist/service/catalogue/title';
import { sentenceAbout } from '../../../examples/manga-assist/service/conversation/sentences';
import { readJsonLines } from '../../../lib/documents/read-json-lines';
import { checkFacts } from '../../../lib/domain/gates/quality/deterministic-checks';
import { saysFact } from '../../../lib/domain/judge/fact';
import { qualitySuiteSchema, type QualityCase } from '../../../lib/domain/gates/quality/quality-suite';
import { runSluice } from '../../end-to-end/run-sluice';
import { freshEnvironment } from './fresh-environment';
import { playConversation } from './play-conversation';

const EXAMPLE = join(__dirname, '../../../examples/manga-assist');
const FILE = join(EXAMPLE, 'suites/quality.jsonl');
const { cases } = readJsonLines(FILE, 'cases', qualitySuiteSchema);

/** What such a case requires is how to answer, and no fact of the catalogue. */
const ABOUT_CONDUCT = ['unknown-title', 'small-talk', 'off-topic', 'unclear', 'recommendation'];
const TOPICS = ['volumes', 'author', 'year', 'price', 'genres', 'story'] as const;

function tagged(tags: readonly string[]): readonly QualityCase[] {
  return cases.filter((one) => one.tags.some((tag) => tags.includes(tag)));
}

/** Everything that the catalogue says of the titles that a case names. */
function truthAbout({ turns, reference = '' }: QualityCase): string {
  const said = [...turns.map(({ user }) => user), reference].join(' ');
  const named = titles.filter(({ title, otherTitles }) =>
    [title, ...otherTitles].some((name) => saysFact(said, name) || said.includes(`『${name}』`)),
  );
  return named.flatMap((title) => [`${title.title} is complete.`, ...truths(title)]).join(' ');
}

function truths(title: Title): readonly string[] {
  return TOPICS.map((topic) => sentenceAbout(title, topic));
}

describe('the quality suite of manga-assist', () => {
  it('is what its generator makes of the catalogue', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(qualitySuiteText(titles));
  });

  it('passes `sluice suite check`, with at least 300 cases', () => {
    const run = runSluice(['suite', 'check', '--json', FILE]);
    const checked = JSON.parse(run.stdout) as { readonly files: readonly { readonly cases: number }[] };
    expect(run.status).toBe(0);
    expect(checked.files[0]?.cases).toBeGreaterThanOrEqual(300);
  });

  it('asks no question twice, under keys that are all different', () => {
    expect(new Set(cases.map(({ key }) => key)).size).toBe(cases.length);
    expect(new Set(cases.map(({ turns }) => JSON.stringify(turns))).size).toBe(cases.length);
  });

  it('asks about every title of the shop', () => {
    const asked = cases.flatMap(({ turns }) => turns.map(({ user }) => user)).join('\n');
    expect(titles.filter(({ title }) => !asked.includes(title))).toEqual([]);
  });

  it('requires only what the catalogue says', () => {
    const conduct = tagged(ABOUT_CONDUCT);
    const wrong = cases
      .filter((one) => !conduct.includes(one))
      .flatMap((one) => one.required.filter((fact) => !saysFact(truthAbout(one), fact)).map((fact) => [one.key, fact]));
    expect(wrong).toEqual([]);
    expect(cases.length - conduct.length).toBeGreaterThan(250);
  });

  it('recommends only titles that the shop has', () => {
    const names = titles.flatMap(({ title, otherTitles }) => [title, ...otherTitles]);
    const required = tagged(['recommendation']).flatMap((one) => one.required);
    const titled = required.flatMap((fact) => (typeof fact === 'string' ? [fact] : (fact.anyOf ?? [])));
    expect(titled.filter((name) => !name.startsWith('$') && !names.includes(name))).toEqual([]);
  });

  it('forbids nothing that is true', () => {
    const free = tagged(['unknown-title', 'recommendation']);
    const wrong = cases
      .filter((one) => !free.includes(one))
      .flatMap((one) => one.forbidden.filter((fact) => saysFact(truthAbout(one), fact)).map((fact) => [one.key, fact]));
    expect(wrong).toEqual([]);
  });

  it('has conversations, weights and critical cases, and every injection is critical', () => {
    expect(tagged(['multi-turn'])).toEqual(cases.filter(({ turns }) => turns.length > 1));
    expect(new Set(cases.map(({ weight }) => weight)).size).toBeGreaterThanOrEqual(3);
    expect(tagged(['injection']).every(({ critical }) => critical)).toBe(true);
    expect(cases.filter(({ critical }) => critical).length).toBeGreaterThanOrEqual(20);
  });

  it('has as many cases of each tag as the README says', () => {
    const readme = readFileSync(join(EXAMPLE, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)` +\| +(\d+) \|/gmu)].map(([, tag, count]) => [tag, Number(count)]);
    const tags = [...new Set(cases.flatMap((one) => one.tags))].sort();
    expect(rows.toSorted()).toEqual(tags.map((tag) => [tag, tagged([tag]).length]));
    for (const { code, name } of LANGUAGES) {
      expect(tags).toContain(`language-${code}`);
      expect(readme).toContain(name);
    }
  });

  it('is answered by the first release with every fact, but for years that are asked for in other languages', async () => {
    const handler = freshEnvironment('first release');
    const failed: string[] = [];
    for (const one of cases) {
      const answers = await playConversation(handler, one.turns);
      if (checkFacts(one, answers).length > 0) failed.push(one.key);
    }
    expect(failed.filter((key) => !/^(?:de|es|fr|it|ja|pt)-year-of-/u.test(key))).toEqual([]);
    expect(failed).toHaveLength(LANGUAGES.length);
  });
});

describe('the sample that the gate asks', () => {
  const SAMPLE = join(EXAMPLE, 'suites/quality-sample.jsonl');
  const sample = readJsonLines(SAMPLE, 'cases', qualitySuiteSchema).cases;

  it('is what its generator draws from the suite', () => {
    expect(readFileSync(SAMPLE, 'utf8')).toBe(qualitySampleText(titles));
  });

  it('is large enough to certify a version, says `sluice suite check`', () => {
    expect(runSluice(['suite', 'check', SAMPLE]).status).toBe(0);
  });

  it('has cases of the suite, each once and each of the same weight', () => {
    const plain = (one: QualityCase) => JSON.stringify({ ...one, weight: 1 });
    const known = new Set(cases.map(plain));
    expect(sample.every((one) => one.weight === 1 && known.has(plain(one)))).toBe(true);
    expect(new Set(sample.map(({ key }) => key)).size).toBe(sample.length);
  });

  it('has every tag, in proportion to what its cases weigh', () => {
    const total = cases.reduce((sum, { weight }) => sum + weight, 0);
    for (const tag of new Set(cases.flatMap(({ tags }) => tags))) {
      const weight = tagged([tag]).reduce((sum, one) => sum + one.weight, 0);
      const drawn = sample.filter(({ tags }) => tags.includes(tag)).length;
      // One more or one less at each end of what stands together in the suite; a tag may be in several places.
      expect(Math.abs(drawn - (sample.length * weight) / total)).toBeLessThan(6);
    }
    expect(new Set(sample.flatMap(({ tags }) => tags)).size).toBeGreaterThan(25);
  });

  it.each([1, 20, 150, 200])('has as many cases as are asked for: %d', (size) => {
    expect(sampleOf(qualityCases(titles), size)).toHaveLength(size);
  });

  it('is refused where a heavy case would be in it twice', () => {
    expect(() => sampleOf(qualityCases(titles), 300)).toThrow(
      'A sample of 300 cases has those of weight 2 more than once',
    );
  });
});
