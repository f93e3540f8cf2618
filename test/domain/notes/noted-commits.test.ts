import { notedCommits } from '../../../lib/domain/notes/noted-commits';
import { sectionOf } from '../../../lib/domain/notes/note-kinds';
import { fullCommit } from './example-commits';

const descriptions = (commits: ReturnType<typeof notedCommits>) => commits.map(({ description }) => description);
const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const reverting = (sha: string, own = B) => fullCommit(`revert: it`, { sha: own, body: `This reverts commit ${sha}.` });

describe('the commits that notes are made of', () => {
  it('are without one that was taken back before the release, and without what took it back', () => {
    const commits = [
      reverting(A),
      fullCommit('fix: stay', { sha: 'c'.repeat(40) }),
      fullCommit('feat: go', { sha: A }),
    ];
    expect(descriptions(notedCommits(commits))).toEqual(['stay']);
  });

  it('have what takes back something of an earlier release', () => {
    expect(descriptions(notedCommits([reverting('d'.repeat(40))]))).toEqual(['it']);
  });

  it('have one that was taken back and put in again', () => {
    const commits = [reverting(B, 'c'.repeat(40)), reverting(A), fullCommit('feat: stay', { sha: A })];
    expect(descriptions(notedCommits(commits))).toEqual(['stay']);
  });

  it.each([
    ['feat: x', 'features'],
    ['refactor: x', 'improvements'],
    ['fix: x', 'fixes'],
    ['perf: x', 'performance'],
    ['fix(security): x', 'security'],
    ['chore(deps): x', 'dependencies'],
    ['deprecate: x', 'deprecations'],
    ['docs: x', 'documentation'],
    ['chore: x', 'others'],
    ['Just do it', 'others'],
    ['constructor: x', 'others'],
  ])('belong to one section each: %s', (subject, section) => {
    const [commit] = notedCommits([fullCommit(subject)]);
    expect(commit && sectionOf(commit)).toBe(section);
  });

  it('belong to security and deprecations by their footers too', () => {
    const [secure] = notedCommits([fullCommit('fix: x', { body: 'CVE: 2026-1234' })]);
    const [deprecated] = notedCommits([fullCommit('feat: x', { body: 'Deprecates: the old one' })]);
    expect([secure && sectionOf(secure), deprecated && sectionOf(deprecated)]).toEqual(['security', 'deprecations']);
  });
});
