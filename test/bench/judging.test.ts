import { judgingGoals } from '../../bench/judging/judging-goals';
import { playJudging, type JudgingMeasurement } from '../../bench/judging/play-judging';

const PLAN = { cases: 1000, casesBefore: 200, inFlight: 20, waitMs: 200 };
const MEBIBYTE = 1024 * 1024;
const GOOD: JudgingMeasurement = {
  wallMs: 11_000,
  idealMs: 10_000,
  mostAtOnce: 20,
  scored: 1000,
  heapBytesBefore: 30 * MEBIBYTE,
  heapBytes: 31 * MEBIBYTE,
};

describe('the benchmark of judging', () => {
  it('asks the judge that ships about every case, as many at a time as planned', async () => {
    const measured = await playJudging({ cases: 30, casesBefore: 10, inFlight: 5, waitMs: 1 });
    expect(measured).toMatchObject({ idealMs: 6, mostAtOnce: 5, scored: 30 });
    expect(measured.wallMs).toBeGreaterThan(0);
    expect(measured.heapBytes).toBeGreaterThan(MEBIBYTE);
  });

  it('meets its goals where all is well, and where memory shrinks', () => {
    const shrunk = { ...GOOD, heapBytes: 29 * MEBIBYTE };
    for (const measured of [GOOD, shrunk]) {
      expect(judgingGoals(PLAN, measured).map(({ met }) => met)).toEqual([true, true, true, true]);
    }
    expect(judgingGoals(PLAN, shrunk)[2]?.measured).toBe('- 1.00 MiB (30.00 MiB, 29.00 MiB)');
  });

  it.each<[string, number, Partial<JudgingMeasurement>]>([
    ['more than 1.15 times the ideal', 0, { wallMs: 11_501 }],
    ['fewer at a time', 1, { mostAtOnce: 19 }],
    ['more at a time', 1, { mostAtOnce: 21 }],
    ['memory that grows with the cases', 2, { heapBytes: 32.1 * MEBIBYTE }],
    ['a case without a score', 3, { scored: 999 }],
  ])('misses a goal: %s', (_, index, bad) => {
    const met = judgingGoals(PLAN, { ...GOOD, ...bad }).map((goal) => goal.met);
    expect(met.indexOf(false)).toBe(index);
    expect(met.filter((one) => !one)).toHaveLength(1);
  });
});
