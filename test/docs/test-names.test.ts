import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cases from '../cases/security/squad-policy.json';
import { repository } from './fences';
import { testNames } from './test-names';

const FILE = 'test/docs/security.test.ts';

describe('the names of tests that a page may give', () => {
  it.each(['the threat model', 'has a test for it: $threat', ...cases.map(({ name }) => name)])(
    'are those of groups, tests and cases: %s',
    (name) => {
      expect(testNames(FILE)).toContain(name);
    },
  );

  it.each(['not held', 'The lines of the page', 'readPage(PAGE)'])('are nothing else that a file says: %s', (text) => {
    expect(readFileSync(join(repository, FILE), 'utf8')).toContain(text);
    expect(testNames(FILE).filter((name) => name.includes(text))).toEqual([]);
  });
});
