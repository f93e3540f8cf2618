import { growthOf, growthSentence } from '../../bench/rehearsal/growth';

/** A rehearsal of so many hours, whose minutes cost `ms` at its beginning and `more` for each hour that has passed. */
function played(hours: number, ms: number, more: number) {
  const virtualMinutes = hours * 60;
  return { virtualMinutes, seconds: 1.5 + (virtualMinutes * (ms + (more * hours) / 2)) / 1000 };
}

describe('the growth of a rehearsal', () => {
  it('is flat where a late minute costs what an early one does, however much all cost at the start', () => {
    const growth = growthOf([2, 4, 8].map((hours) => played(hours, 5, 0)));
    expect(growth.met).toBe(true);
    for (const ms of growth.msPerFurtherMinute) expect(ms).toBeCloseTo(5);
    expect(growthSentence(growth)).toBe(
      'Each further minute of a longer canary costs 5.0 ms, then 5.0 ms: flat (at most 1.3 times as much).',
    );
  });

  it('is not where each minute costs more than the one before', () => {
    const growth = growthOf([2, 4, 8].map((hours) => played(hours, 0, 5)));
    expect(growth.met).toBe(false);
    expect(growth.msPerFurtherMinute.map(Math.round)).toEqual([15, 30]);
  });
});
