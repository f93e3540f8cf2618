import { lookMinutes, secondsToNextLook } from '../../../lib/domain/watch/look-cadence';

describe('the looks of a shift', () => {
  it.each<[string, number, number, number]>([
    ['at once', 0, 60, 10],
    ['in the first ten minutes', 9.9, 60, 10],
    ['after them', 10, 60, 60],
    ['to the end of the first hour', 59.9, 60, 60],
    ['later', 60, 300, 300],
  ])('%s', (_, minutes, byMinutes, byTenSeconds) => {
    expect([secondsToNextLook(minutes), secondsToNextLook(minutes, true)]).toEqual([byMinutes, byTenSeconds]);
  });

  it.each<[number, boolean, number]>([
    [0, true, 0],
    [0.5, false, 1],
    [10, false, 10],
    [10, true, 60],
    [15, true, 65],
    [60, true, 110],
    [2880, false, 60 + (2880 - 60) / 5],
    [2880, true, 110 + (2880 - 60) / 5],
  ])('in %d minutes (by ten seconds: %s) are %d', (minutes, byTenSeconds, count) => {
    const looks = lookMinutes(minutes, byTenSeconds);
    expect(looks).toHaveLength(count);
    expect(looks.at(-1) ?? 0).toBe(minutes);
  });
});
