import cases from '../cases/security/squad-policy.json';
import { decide, outcome, type Statements } from '../rehearsal/iam/account';
import { fencesOf, readPage } from './fences';
import { testNames } from './test-names';

const PAGE = 'docs/security.md';
const page = readPage(PAGE);

/** The lines of the page's tables of threats. */
const threats = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`test/'))
  .map((line) => {
    const [threat = '', heldBy = '', how = '', test = ''] = line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim());
    const [, file = '', title = ''] = /^`(test\/[^`]+)`: (.+)$/.exec(test) ?? [];
    return { threat, heldBy, how, file, title };
  });

describe('the threat model', () => {
  it('says first what keeps squads of one account apart, and what does not', () => {
    const [, , first = ''] = page.split('\n');
    const whole = page.slice(page.indexOf(first), page.indexOf('\n\n', page.indexOf(first))).replace(/\n/g, ' ');
    expect(whole).toMatch(
      /^\*\*Squads of one account are apart only where their deploy roles are scoped; with CDK's default bootstrap they are not, and nothing here changes that\.\*\*/,
    );
  });

  it('has a line for each threat, and in each line who holds it and how', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (threat|---|-+ )/.test(line));
    expect(threats).toHaveLength(rows.length);
    expect(threats.length).toBeGreaterThan(20);
    for (const { threat, heldBy, how } of threats) {
      expect(['IAM', 'a check', 'AWS', 'not held']).toContain(heldBy);
      expect([threat, how].every((text) => text.length > 5)).toBe(true);
    }
  });

  it.each(threats)('has a test for it: $threat', ({ file, title }) => {
    expect(title).not.toBe('');
    expect(testNames(file).filter((name) => name.includes(title))).not.toEqual([]);
  });
});

describe('a squad whose deploy role has the policy of the page', () => {
  const [fence, ...more] = fencesOf(PAGE).filter(({ kind }) => kind === 'json');
  const { Statement: denied } = JSON.parse(fence?.text ?? '') as { Statement: object[] };
  const identity: Statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...denied];

  it('finds one there', () => {
    expect(more).toEqual([]);
    expect(denied.length).toBeGreaterThan(0);
  });

  it.each(cases)('is kept from others, and not from its own: $name', async ({ action, resource, expected }) => {
    expect(await outcome(() => decide({ identity, action, resource }))).toBe(expected);
  });
});
