import { suggestedType } from '../../../lib/domain/notes/suggested-type';
import { notedCommits } from '../../../lib/domain/notes/noted-commits';

function suggested(...messages: readonly string[]) {
  const commits = messages.map((message, index) => {
    const [subject = '', ...body] = message.split('\n');
    return { sha: `${index}abcdef0123456`, author: 'a', date: '', subject, body: body.join('\n') };
  });
  return suggestedType(notedCommits(commits as never));
}

describe('the type of a release', () => {
  it.each([
    [
      'major',
      'a commit that breaks, by its mark',
      ['fix: a', 'feat!: b'],
      'Commit 1abcdef0 breaks what others rely on.',
    ],
    [
      'major',
      'a commit that breaks, by its footer',
      ['fix: a\n\nBREAKING CHANGE: b'],
      'Commit 0abcdef0 breaks what others rely on.',
    ],
    ['minor', 'a feature', ['fix: a', 'feat(x): b', 'Merge'], 'Commit 1abcdef0 adds a feature.'],
    ['patch', 'a fix', ['fix: a', 'Merge'], 'No commit breaks anything or adds a feature.'],
    ['patch', 'other types', ['chore: a', 'docs: b', 'perf: c'], 'No commit breaks anything or adds a feature.'],
    [
      'minor',
      'commits of no type',
      ['Merge', 'wip'],
      'No commit says by its type what it changes, such as feat: or fix:.',
    ],
    ['minor', 'no commits', [], 'There is no commit that says what changed.'],
    [
      'patch',
      'a feature that was taken back',
      ['Revert "feat: b"\n\nThis reverts commit 1abcdef0123456.', 'feat: b', 'fix: a'],
      'No commit breaks anything or adds a feature.',
    ],
  ] as const)('is suggested as %s by %s', (type, _, messages, sentence) => {
    expect(suggested(...messages)).toEqual({ type, sentence });
  });
});
