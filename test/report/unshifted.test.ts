import { isUnshiftedNote, unshiftedNote } from '../../lib/report/unshifted';

const callers = ['GET /chat', 'the rule nightly'];

describe('the note of what went past an alias', () => {
  it.each([
    [
      { isAll: true, shifts: true },
      'new code was reached at once by GET /chat, the rule nightly: nothing else is known to come by the alias, so this release shifted nothing.',
    ],
    [
      { isAll: false, shifts: true },
      'new code was reached at once by GET /chat, the rule nightly: the release did not shift it.',
    ],
    ...[true, false].map((isAll): [{ isAll: boolean; shifts: boolean }, string] => [
      { isAll, shifts: false },
      'the function itself is reached by GET /chat, the rule nightly: there was nothing to shift yet, and no release will shift that.',
    ]),
  ])('of %j', ({ isAll, shifts }, said) => {
    const note = unshiftedNote({ callers, isAll }, 'live', shifts);
    expect(note).toBe(`Past the alias live, ${said}`);
    expect(isUnshiftedNote(note)).toBe(true);
  });
});
