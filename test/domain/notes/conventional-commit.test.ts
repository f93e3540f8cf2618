import * as fc from 'fast-check';
import { conventionalCommit } from '../../../lib/domain/notes/conventional-commit';
import table from '../../cases/notes/conventional-commits.json';

const NOTHING = { body: '', footers: [], refs: [], reverts: [] };

describe('the message of a commit', () => {
  it.each(table.cases)('is read by Conventional Commits: $name', ({ subject, body, expected }) => {
    expect(conventionalCommit(subject, body)).toEqual({ ...NOTHING, ...expected });
  });

  it('is read whatever it says, and loses no word of the description', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (subject, body) => {
        const { description } = conventionalCommit(subject, body);
        expect(subject).toContain(description);
      }),
    );
  });

  it('is read in a time that grows with its length alone', () => {
    const before = performance.now();
    conventionalCommit(`feat(${'a'.repeat(100_000)}`, `${'a-'.repeat(50_000)}: \n\n${'Refs: \n'.repeat(2000)}`);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
