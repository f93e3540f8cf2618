import { NULLS, REGRESSIONS } from '../../bench/detection/cells';
import { parametersHash } from '../../bench/detection/bench-detection';
import { playCertification } from '../../bench/detection/certification';
import { drawsOf, geometric, poisson } from '../../bench/detection/draws';
import { detectionGoals, timesOverLimit } from '../../bench/detection/goals';
import { limitSeconds } from '../../bench/detection/information-limit';
import { playLatency } from '../../bench/detection/latency';
import { drawShift, summed } from '../../bench/detection/made-up-shift';
import { playCell, type Row } from '../../bench/detection/play-cell';
import { OURS_10, OURS_10_WARM_UP, OURS_60, RULES } from '../../bench/detection/rules';

const regression = (name: string, rps: number, baseline: number) =>
  REGRESSIONS.find((cell) => cell.name === name && cell.requestsPerSecond === rps && cell.baseline === baseline)!;
const aNull = (name: string, rps: number) =>
  NULLS.find((cell) => cell.name === name && cell.requestsPerSecond === rps && cell.baseline === 0.005)!;

describe('the draws of the benchmark of detection', () => {
  it.each([0.05, 3, 9.9, 10, 47, 2500])('have the mean and the variance of Poisson: %d', (mean) => {
    const draw = drawsOf(1, 'moments', 0);
    const drawn = Array.from({ length: 20_000 }, () => poisson(mean, draw));
    const average = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    const variance = drawn.reduce((sum, one) => sum + (one - average) ** 2, 0) / drawn.length;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / drawn.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.08 + 0.05 / mean);
  });

  it('have rows of tries of the mean length they should', () => {
    const draw = drawsOf(1, 'rows', 0);
    const drawn = Array.from({ length: 20_000 }, () => geometric(5, draw));
    expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(5, 0);
    expect(Math.min(...drawn)).toBe(1);
  });

  it('count every call once, those that end late too, and errors where they belong', () => {
    const { truth } = aNull("green's timeouts 30 s longer", 100);
    const { ticks, history } = drawShift(truth, drawsOf(1, 'late', 0));
    const all = summed(ticks);
    expect(all.green.errors / all.green.calls).toBeCloseTo(0.005, 2);
    expect(all.green.calls / (all.green.calls + all.blue.calls)).toBeCloseTo(0.1, 2);
    expect(summed(ticks.slice(0, 3)).green.errors).toBe(0);
    expect(summed(ticks.slice(0, 3)).blue.errors).toBeGreaterThan(0);
    expect(history.length).toBe(180);
  });
});

describe('the limit of detection', () => {
  // The seconds at which any test is as often wrong as ours where nothing is tolerated, worked out apart from this code.
  it.each([
    ['+5 pp', 0.6, 1205],
    ['outage', 0.6, 25],
    ['+1 pp', 10, 825],
    ['+5 pp', 10, 72],
    ['10 x', 10, 84],
    ['+0.5 pp', 100, 271],
    ['+1 pp', 100, 82],
    ['+1 pp', 1000, 8],
  ])('%s at %d rps is %d s', (name, rps, seconds) => {
    const limit = limitSeconds(regression(name, rps, 0.005), { factor: 1, extra: 0 });
    expect(Math.round(limit)).toBe(seconds);
  });

  it('is longer where something is tolerated', () => {
    const cell = regression('+1 pp', 100, 0.005);
    expect(limitSeconds(cell)).toBeGreaterThan(1.2 * limitSeconds(cell, { factor: 1, extra: 0 }));
  });
});

describe('a cell of the benchmark of detection', () => {
  it('has the same rows from the same seed, and others from another', () => {
    const cell = regression('+5 pp', 10, 0.005);
    expect(playCell(cell, 5, 3)).toEqual(playCell(cell, 5, 3));
    expect(playCell(cell, 5, 4)).not.toEqual(playCell(cell, 5, 3));
  });

  it('sees a regression soon after the limit, and never before it on average', () => {
    const cell = regression('+5 pp', 10, 0.005);
    const [tenSeconds, minute] = playCell(cell, 60, 7, [OURS_10, OURS_60]);
    for (const row of [tenSeconds!, minute!]) {
      expect(row.rolledBack).toBe(60);
      expect(row.meanSeconds).toBeGreaterThan(limitSeconds(cell));
    }
    expect(tenSeconds!.meanSeconds).toBeLessThan(3 * limitSeconds(cell));
    expect(tenSeconds!.meanSeconds).toBeLessThan(minute!.meanSeconds);
  });

  it('lets an incident of both versions pass, which the rule of today often does not', () => {
    const rows = playCell(aNull('incident in both', 10), 60, 7);
    const rolledBack = Object.fromEntries(rows.map((row) => [row.rule, row.rolledBack]));
    expect(rolledBack[OURS_10.name]).toBeLessThan(3);
    expect(rolledBack['blue + 1 pp, 3 of 5 min']).toBeGreaterThan(20);
  });

  it('needs the warm-up for a cold start', () => {
    const [cold, warm] = playCell(aNull('cold start, +2 pp for a minute', 1000), 20, 7, [OURS_10, OURS_10_WARM_UP]);
    expect([cold!.rolledBack, warm!.rolledBack]).toEqual([20, 0]);
  });

  it('counts what is rolled back before anything was wrong apart', () => {
    const late = regression('+5 pp from minute 12', 10, 0.005);
    const [row] = playCell(late, 20, 7, [{ ...OURS_10, rollsBackAt: () => 300 }]);
    expect(row).toMatchObject({ early: 20, rolledBack: 0, medianSeconds: undefined });
  });

  it('certifies a green that is as good as blue, and hardly one on the edge', () => {
    const certified = playCertification(40, 7).filter(({ requestsPerSecond }) => requestsPerSecond === 100);
    expect(certified.map(({ percent }) => percent > 90)).toEqual([true, false]);
    expect(certified[0]!.medianSeconds).toBeLessThan(180);
    expect(certified[1]!.percent).toBeLessThan(15);
  });
});

describe('durations in the benchmark of detection', () => {
  it('roll back what is slower for all or for a few, and not what is slower for both versions', () => {
    const rows = playLatency(30, 7, [100]);
    expect(rows.map(({ wrong, percent }) => percent > 90 === wrong && (wrong || percent < 10))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(rows.filter(({ wrong }) => wrong).map(({ medianSeconds }) => medianSeconds! < 200)).toEqual([true, true]);
  });
});

describe('the goals of the benchmark of detection', () => {
  const row = (values: Partial<Row>): Row => ({
    kind: 'null',
    cell: 'alike',
    requestsPerSecond: 10,
    baseline: 0.005,
    rule: OURS_10.name,
    ours: true,
    everySeconds: 10,
    runs: 2000,
    rolledBack: 4,
    early: 0,
    lowerPercent: 0.1,
    upperPercent: 0.5,
    medianSeconds: undefined,
    meanSeconds: 1800,
    limitSeconds: undefined,
    ...values,
  });
  const seen = { kind: 'regression', rolledBack: 2000, meanSeconds: 140, limitSeconds: 100 } as const;
  const good = [
    row({}),
    row({ kind: 'clusters', upperPercent: 1.9 }),
    row({ cell: 'cold start', rule: OURS_10_WARM_UP.name }),
    row(seen),
    row(seen),
    row(seen),
  ];
  const certified = [{ requestsPerSecond: 10, onEdge: true, percent: 4, lowerPercent: 3, medianSeconds: undefined }];
  const latency = [
    {
      truth: 'alike',
      wrong: false,
      requestsPerSecond: 10,
      percent: 0,
      lowerPercent: 0,
      upperPercent: 0.2,
      medianSeconds: undefined,
    },
  ];
  const met = (rows: readonly Row[], gross = false) =>
    detectionGoals({ rows, certified, latency }, gross).map((one) => one.met);

  it('are met where every cell meets them', () => {
    expect(met(good)).toEqual([true, true, true, true, true, true, true]);
  });

  it.each([
    ['a null that is rolled back', 0, row({ upperPercent: 1.1, lowerPercent: 1.05 })],
    ['a cold start', 1, row({ cell: 'cold start', rule: OURS_10_WARM_UP.name, upperPercent: 2, lowerPercent: 1.1 })],
    ['callers who try again', 2, row({ kind: 'clusters', upperPercent: 2.2, lowerPercent: 2.1 })],
    ['one slow cell', 4, row({ ...seen, meanSeconds: 310 })],
  ])('are missed by the worst cell: %s', (_, index, bad) => {
    const expected = met(good).map((one, at) => one && at !== index);
    expect(met([...good, bad])).toEqual(expected);
    expect(met([...good, bad], true)).toEqual(expected);
  });

  it('judge with few runs what is certainly wrong only', () => {
    expect(met([...good, row({ upperPercent: 1.6, lowerPercent: 0.3 })], true)[0]).toBe(true);
    expect(met([...good, row({ ...seen, meanSeconds: 250 })], true)[4]).toBe(true);
  });

  it('are missed where nothing was played', () => {
    expect(met([])).toEqual([false, false, false, false, false, true, true]);
  });

  it('are missed by what rolls back two versions that are as fast', () => {
    const bad = [{ ...latency[0]!, upperPercent: 1.3, lowerPercent: 0.4 }];
    expect(detectionGoals({ rows: good, certified, latency: bad }, false).at(-1)!.met).toBe(false);
    expect(detectionGoals({ rows: good, certified, latency: bad }, true).at(-1)!.met).toBe(true);
  });

  it('take times only where nearly all is seen and the limit is long enough', () => {
    const short = row({ ...seen, limitSeconds: 19 });
    const half = row({ ...seen, rolledBack: 1000 });
    expect(timesOverLimit([short, half, row(seen)], OURS_10.name).map(({ times }) => times)).toEqual([1.4]);
  });
});

describe('the settings of the watch', () => {
  it('have a short name, and every rule one of its own', () => {
    expect(parametersHash()).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  });
});
