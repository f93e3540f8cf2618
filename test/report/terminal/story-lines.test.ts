import { openRelease } from '../../../lib/domain/release/release';
import { releaseStory } from '../../../lib/report/release-story';
import { storyLines } from '../../../lib/report/terminal/story-lines';
import type { Paint } from '../../../lib/report/terminal/summary';
import { releaseKey, watchKey } from '../../../lib/domain/release/ledger-items';
import {
  afterLooks,
  at,
  countsBy,
  errorGate,
  limitBasis,
  seenStreams,
  shiftOf,
  warningBasis,
} from '../../domain/shift/example-shift';
import { newRelease } from '../../domain/release/example-release';

const UNPAINTED: Paint = { good: String, bad: String, soft: String };

describe('the story of a release whose green is past a lower limit', () => {
  const watched = {
    watches: 'errors',
    maxIncrease: { kind: 'points', points: 2 },
    warnAt: { kind: 'points', points: 1 },
  } as const;
  const gates = [errorGate('errors', { watched }), errorGate('strict', { watched, mode: 'shadow' })];
  const bases = Object.assign(
    {},
    ...gates.map(({ name }) => ({ ...limitBasis(name, watched), ...warningBasis(name, watched) })),
  ) as object;
  const state = afterLooks(shiftOf(gates), [seenStreams(6, countsBy({ 2: [90_000, 900, 10_000, 260] }), { ...bases })]);
  const story = releaseStory('d-1', [
    { ...releaseKey('d-1'), release: { ...openRelease({ ...newRelease, openedAt: at(-1) }), state: 'shifting' } },
    { ...watchKey('d-1'), state: JSON.stringify(state) },
  ])!;

  it('has when each gate said so, and by what', () => {
    expect(story.watch?.warnings).toMatchObject([
      {
        gate: 'errors',
        mode: 'enforce',
        at: '2026-01-05T09:06:00.000Z',
        message: expect.stringMatching(/^Warned at 09:06 UTC: 2\.6 %/) as string,
      },
      { gate: 'strict', mode: 'shadow' },
    ]);
  });

  it('says it to a person while traffic moves', () => {
    const lines = storyLines(story, at(7), 200, UNPAINTED);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}! errors: Warned at 09:06 UTC: 2\.6 % of 10 000 calls failed/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}! shadow strict: Warned at 09:06 UTC/));
  });
});

describe('the story of a release', () => {
  const linesAt = (adoption?: 'alongside' | 'optional') =>
    storyLines(
      releaseStory('d-1', [{ ...releaseKey('d-1'), release: openRelease({ ...newRelease, adoption }) }])!,
      at(1),
      200,
      UNPAINTED,
    ).join('\n');

  it('says to a person at what stage it is where that is not trusted', () => {
    expect(linesAt('alongside')).toContain('  It runs alongside: its gates and alarms are shadows');
    expect(linesAt('optional')).toContain('  It is optional: its gates and alarms count, and a person starts it');
    expect(linesAt()).not.toMatch(/alongside|optional|trusted/);
  });
});
