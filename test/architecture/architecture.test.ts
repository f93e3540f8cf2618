import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Cruise, cruise, repository } from './cruise';
import { plant, type Plant } from './plant';
import planted from './planted.json';

const plants: readonly Plant[] = planted;

describe('the layout', () => {
  it('holds in this repository', () => {
    expect(cruise(repository).violations).toEqual([]);
  });
});

describe('the layout rules', () => {
  let found: Cruise;
  let directory: string;

  beforeAll(() => {
    directory = plant(plants);
    found = cruise(directory);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** By the file, or by its folder with what else is in it. */
  const rulesBrokenBy = (file: string): ReadonlySet<string> =>
    new Set(found.violations.filter(({ from }) => from === file || from === dirname(file)).map(({ rule }) => rule));

  it.each(plants.filter(({ caughtBy }) => caughtBy.length > 0))('catch $name', ({ file, caughtBy }) => {
    expect(rulesBrokenBy(file)).toEqual(new Set(caughtBy));
  });

  it.each(plants.filter(({ caughtBy }) => caughtBy.length === 0))('allow $name', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual(new Set());
  });

  it('find nothing beside what was planted', () => {
    const files = new Set(plants.flatMap(({ file }) => [file, dirname(file)]));
    expect(found.violations.filter(({ from }) => !files.has(from))).toEqual([]);
  });

  it('are each proven by a planted violation', () => {
    const proven = new Set(plants.flatMap(({ caughtBy }) => caughtBy));
    expect(new Set(found.rules.map(({ name }) => name))).toEqual(proven);
  });

  it('each say the remedy in one sentence', () => {
    const oneSentence = /^[A-Z`](?!.*[.!?] [A-Z]).*[\w)]\.$/;
    expect(found.rules.filter(({ comment }) => !oneSentence.test(comment))).toEqual([]);
  });

  it('each stop the build', () => {
    expect(found.rules.filter(({ severity }) => severity !== 'error')).toEqual([]);
  });
});
