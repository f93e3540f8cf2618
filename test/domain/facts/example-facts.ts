import type { Commit, CommitFacts } from '../../../lib/domain/facts/commit-facts';

export const commit = (change: Partial<Commit> = {}): Commit => ({
  sha: 'c'.repeat(40),
  at: 1_700_000_000_000,
  author: 'Ada',
  email: 'ada@example.com',
  subject: 'feat(chat): answer in Japanese SHOP-12',
  ...change,
});

export const facts = (change: Partial<CommitFacts> = {}): CommitFacts => ({
  schema: 1,
  sha: 'c'.repeat(40),
  tickets: [],
  annotatedAt: 1_700_000_100_000,
  ...change,
});
