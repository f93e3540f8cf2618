import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parametersHash } from '../../bench/detection/bench-detection';
import { NULLS, REGRESSIONS, UNSOLVED } from '../../bench/detection/cells';
import { playCertification } from '../../bench/detection/certification';
import { drawsFrom, geometric, poisson } from '../../bench/detection/draws';
import { finishedIn } from '../../bench/detection/finished';
import { detectionGoals, falseRollbackGoal, timesOverLimit } from '../../bench/detection/goals';
import { limitSeconds } from '../../bench/detection/information-limit';
import { playLatency } from '../../bench/detection/latency';
import { heldBack, periods } from '../../bench/detection/looks';
import { drawShift, summed } from '../../bench/detection/made-up-shift';
import { playAhead } from '../../bench/detection/play-ahead';
import { isNear, playAll, playsAgain } from '../../bench/detection/play-all';
import { playCell, type Row } from '../../bench/detection/play-cell';
import { firstPlays, playsOf } from '../../bench/detection/plays';
import { printed } from '../../bench/detection/printed';
import {
  holdingBack,
  OURS,
  OURS_10,
  OURS_10_WARM_UP,
  OURS_60,
  RULES,
  RULES_BY_DATA,
  sluice,
} from '../../bench/detection/rules';
import { soonerThanPeers } from '../../bench/detection/sooner';
import { playStandardGates } from '../../bench/detection/standard-gates';
import { FAMILIES } from '../../bench/tuning/static-rules';
import { cellsOfTradeOff, SETTINGS } from '../../bench/tuning/trade-off';
import type { AddedCounts } from '../../lib/domain/watch/look';
import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';

const drawsOf = (seed: number) => drawsFrom('detection, tests', seed);
const regression = (name: string, rps: number, baseline: number) =>
  REGRESSIONS.find((cell) => cell.name === name && cell.requestsPerSecond === rps && cell.baseline === baseline)!;
const aNull = (name: string, rps: number) =>
  NULLS.find((cell) => cell.name === name && cell.requestsPerSecond === rps && cell.baseline === 0.005)!;

describe('the draws of the benchmark of detection', () => {
  it.each([0.05, 3, 9.9, 10, 47, 2500])('have the mean and the variance of Poisson: %d', (mean) => {
    const draw = drawsOf(1)('moments', 0);
    const drawn = Array.from({ length: 20_000 }, () => poisson(mean, draw));
    const average = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    const variance = drawn.reduce((sum, one) => sum + (one - average) ** 2, 0) / drawn.length;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / drawn.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.08 + 0.05 / mean);
  });

  it('have rows of tries of the mean length they should', () => {
    const draw = drawsOf(1)('rows', 0);
    const drawn = Array.from({ length: 20_000 }, () => geometric(5, draw));
    expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(5, 0);
    expect(Math.min(...drawn)).toBe(1);
  });

  it('have a history of three hours', () => {
    expect(drawShift(aNull('alike', 100).truth, drawsOf(1)('history', 0)).history.length).toBe(180);
  });
});

describe('calls that end late', () => {
  const { truth } = aNull("green's timeouts longer", 1000);
  const shift = drawShift(truth, drawsOf(1)('late', 0));
  const read = (everySeconds: number, warmUpSeconds = 0) => [...periods(shift, everySeconds, warmUpSeconds)];
  const rateIn = (all: AddedCounts, version: 'blue' | 'green') => all[version].errors / all[version].calls;

  it('are counted once, however often the minutes are read', () => {
    const [often, seldom] = [10, 60].map((every) => summed(read(every).map(({ added }) => added)));
    expect(often).toEqual(seldom);
    expect(often!.green.calls / (often!.green.calls + often!.blue.calls)).toBeCloseTo(0.1, 2);
    expect(rateIn(often!, 'blue')).toBeCloseTo(0.005, 3);
  });

  it('are in no look before they end', () => {
    const before = summed(
      read(60)
        .slice(0, 5)
        .map(({ added }) => added),
    );
    const after = summed(
      read(60)
        .slice(5)
        .map(({ added }) => added),
    );
    expect(rateIn(before, 'blue')).toBeCloseTo(0.005, 3);
    expect(rateIn(before, 'green')).toBeCloseTo(0.0025, 3);
    expect(rateIn(after, 'green')).toBeCloseTo(0.005, 3);
  });

  it('are a look of their own where they began in the warm-up', () => {
    const late = read(60, 60).flatMap(({ from, lateOfWarmUp }) => (lateOfWarmUp ? [{ from, lateOfWarmUp }] : []));
    expect(late.map(({ from }) => from)).toEqual([60, 300]);
    for (const { lateOfWarmUp } of late) {
      expect(lateOfWarmUp.green.errors + lateOfWarmUp.blue.errors).toBeGreaterThan(0);
      expect(lateOfWarmUp.green.calls).toBe(lateOfWarmUp.green.errors);
    }
    const all = (warmUpSeconds: number) =>
      summed(read(60, warmUpSeconds).flatMap(({ added, lateOfWarmUp = summed([]) }) => [added, lateOfWarmUp]));
    expect(all(60)).toEqual(all(0));
  });

  it('are in the look of their start for one who waits for the longest', () => {
    const waited = [...periods(heldBack(shift, 300), 60)].map(({ added }) => added);
    expect(waited.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => summed([])));
    expect(rateIn(waited[5]!, 'green') / 0.005).toBeCloseTo(1, 0);
    expect(summed(waited).green.calls).toBeLessThan(summed(read(60).map(({ added }) => added)).green.calls);
  });

  it('roll back a version with longer timeouts after an incident of both, unless the look waits for them', () => {
    const cell = UNSOLVED.find(
      ({ name, requestsPerSecond }) => name.startsWith('incident') && requestsPerSecond === 100,
    )!;
    const [now, waiting] = playCell(cell, 20, drawsOf(7), [OURS_60, holdingBack(OURS_60, 300)]);
    expect([now!.rolledBack > 15, waiting!.rolledBack]).toEqual([true, 0]);
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
    expect(playCell(cell, 5, drawsOf(3))).toEqual(playCell(cell, 5, drawsOf(3)));
    expect(playCell(cell, 5, drawsOf(4))).not.toEqual(playCell(cell, 5, drawsOf(3)));
  });

  it('sees a regression soon after the limit, and never before it on average', () => {
    const cell = regression('+5 pp', 10, 0.005);
    const [tenSeconds, minute] = playCell(cell, 60, drawsOf(7), [OURS_10, OURS_60]);
    for (const row of [tenSeconds!, minute!]) {
      expect(row.rolledBack).toBe(60);
      expect(row.meanSeconds).toBeGreaterThan(limitSeconds(cell));
    }
    expect(tenSeconds!.meanSeconds).toBeLessThan(3 * limitSeconds(cell));
    expect(tenSeconds!.meanSeconds).toBeLessThan(minute!.meanSeconds);
  });

  it('lets an incident of both versions pass, which the rule of today often does not', () => {
    const rows = playCell(aNull('incident in both', 10), 60, drawsOf(7));
    const rolledBack = Object.fromEntries(rows.map((row) => [row.rule, row.rolledBack]));
    expect(rolledBack[OURS_10.name]).toBeLessThan(3);
    expect(rolledBack['blue + 1 pp, 3 of 5 min']).toBeGreaterThan(20);
  });

  it('needs the warm-up for a cold start', () => {
    const [cold, warm] = playCell(aNull('cold start, +2 pp for a minute', 1000), 20, drawsOf(7), [
      OURS_10,
      OURS_10_WARM_UP,
    ]);
    expect([cold!.rolledBack, warm!.rolledBack]).toEqual([20, 0]);
  });

  it('counts what is rolled back before anything was wrong apart', () => {
    const late = regression('+5 pp from minute 12', 10, 0.005);
    const [row] = playCell(late, 20, drawsOf(7), [{ ...OURS_10, rollsBackAt: () => 300 }]);
    expect(row).toMatchObject({ early: 20, rolledBack: 0, medianSeconds: undefined });
  });

  it('counts the errors that green answers with until it is rolled back', () => {
    const { truth, ...rest } = regression('outage', 10, 0.005);
    const outage = { ...rest, truth };
    const [minute, never] = playCell(outage, 20, drawsOf(7), [
      { ...OURS_10, rollsBackAt: () => 60 },
      { ...OURS_10, rollsBackAt: () => undefined },
    ]);
    expect(minute!.errorsServed / 60).toBeCloseTo(1, 0);
    expect(never!.errorsServed / 1800).toBeCloseTo(1, 1);
    expect(never!.meanSeconds).toBe(1800);
  });

  it('is played with other settings where it is asked to be', () => {
    const cell = regression('+5 pp', 10, 0.005);
    const surer = sluice(10, 0, { ...WATCH_PARAMETERS, falseRegression: 1e-6 });
    const [asSet, sure] = playCell(cell, 20, drawsOf(7), [OURS_10, surer]);
    expect(sure!.meanSeconds).toBeGreaterThan(1.5 * asSet!.meanSeconds);
  });

  it('certifies a green that is as good as blue, and hardly one on the edge', () => {
    const certified = playCertification(40, drawsOf(7)).filter(({ requestsPerSecond }) => requestsPerSecond === 100);
    expect(certified.map(({ percent }) => percent > 90)).toEqual([true, false]);
    expect(certified[0]!.medianSeconds).toBeLessThan(180);
    expect(certified[1]!.percent).toBeLessThan(15);
  });
});

describe('durations in the benchmark of detection', () => {
  it('roll back what is slower for all or for a few, and not what is slower for both versions', () => {
    const rows = playLatency(30, drawsOf(7), [100]);
    expect(rows.map(({ wrong, percent }) => percent > 90 === wrong && (wrong || percent < 10))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(rows.filter(({ wrong }) => wrong).map(({ medianSeconds }) => medianSeconds! < 200)).toEqual([true, true]);
  });
});

describe('the usual gates in the benchmark of detection', () => {
  it('roll back what is clearly worse than they allow, and not what is within it', () => {
    const rows = playStandardGates(20, drawsOf(7), [100]);
    expect(rows.filter(({ wrong, percent }) => percent > 50 !== wrong)).toEqual([]);
    expect(new Set(rows.map(({ everySeconds }) => everySeconds))).toEqual(new Set([10, 60]));
  });
});

describe('the whole benchmark of detection', () => {
  it('plays each cell once, and shows every rule in every cell', () => {
    const names: string[] = [];
    const size = { nulls: 1, regressions: 1, atMost: 1, standard: 1, tuning: 1, curve: 1 };
    const plays = playsOf(size, 7, drawsOf(7));
    const played = playAll(plays, size, {
      orPlayed: (name, play) => {
        names.push(name);
        return play();
      },
    });
    expect(names.sort()).toEqual(
      firstPlays(plays)
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set([...names, ...plays.again.map(({ name }) => name)]).size).toBe(names.length + NULLS.length);
    expect(played.rows).toHaveLength((NULLS.length + REGRESSIONS.length) * RULES.length);
    expect(played.tuned).toHaveLength(REGRESSIONS.length * FAMILIES.length);
    const sooner = soonerThanPeers(played.rows, played.tuned);
    const text = printed({ ...played, seed: 7, parameters: parametersHash(), sooner, goals: [] });
    const lines = text.split('\n').filter((line) => line.startsWith('outage') && /^outage +100 +0\.5 /.test(line));
    const rules = RULES_BY_DATA[0]!.rules.length;
    expect(lines.map((line) => line.trim().split(/ {2,}/).length)).toEqual(
      RULES_BY_DATA.flatMap(() => [4 + rules, 3 + rules, 3 + rules]),
    );
    for (const { name } of RULES) expect(text).toContain(name);
    for (const { name } of FAMILIES) expect(text).toContain(name);
    for (const { cell } of played.unsolved) expect(text).toContain(cell);
    for (const { truth } of played.standard) expect(text).toContain(truth);
    expect(text).toContain('as it ships');
  });
});

describe('a cell that is near its goal', () => {
  const size = { nulls: 2, regressions: 1, atMost: 4, standard: 1, tuning: 1, curve: 0 };
  const plays = playsOf(size, 7, drawsOf(7));
  const near = plays.nulls[0]!.name;
  const orPlayed = <Result>(name: string, play: () => Result): Result => {
    if (name !== near && plays.nulls.some((one) => one.name === name)) return [] as Result;
    return name.includes('tuned') ? ([] as Result) : play();
  };

  it('is played again with more runs by our rules alone', () => {
    const again = playsAgain(plays, size, {
      orPlayed: <Result>(name: string, play: () => Result) =>
        (name === near
          ? plays.nulls[0]!.play().map((row) => ({ ...row, upperPercent: 1.2 }))
          : orPlayed(name, play)) as Result,
    });
    expect(again.map(({ name }) => name)).toEqual([plays.again[0]!.name]);
    const rows = plays.again[0]!.play();
    expect(rows.map(({ ours, runs }) => [ours, runs])).toEqual(OURS.map(() => [true, 4]));
  });

  it('is not where its bound is far from it, or no more runs are to be had', () => {
    const far = <Result>(name: string, play: () => Result) =>
      (name === near
        ? plays.nulls[0]!.play().map((row) => ({ ...row, upperPercent: 9 }))
        : orPlayed(name, play)) as Result;
    expect(playsAgain(plays, size, { orPlayed: far })).toEqual([]);
    const asMany = { ...size, atMost: 2 };
    const close = <Result>(name: string, play: () => Result) =>
      (name === near
        ? plays.nulls[0]!.play().map((row) => ({ ...row, upperPercent: 1 }))
        : orPlayed(name, play)) as Result;
    expect(playsAgain(plays, asMany, { orPlayed: close })).toEqual([]);
  });
});

describe('players of the benchmark of detection', () => {
  const kept = () => {
    const known = new Map<string, unknown>();
    return {
      known,
      has: (name: string) => known.has(name),
      keep: (name: string, result: unknown) => {
        known.set(name, result);
      },
    };
  };
  const player = (played: string[]) => ({
    play: (name: string) => {
      played.push(name);
      return name === 'broken' ? Promise.reject(new Error('It broke.')) : Promise.resolve(name.length);
    },
    end: () => Promise.resolve(),
  });

  it('share what is not known yet, and keep it', async () => {
    const finished = kept();
    finished.keep('known', 0);
    const [one, other]: [string[], string[]] = [[], []];
    await playAhead(['a', 'known', 'bb', 'ccc', 'dddd'], [player(one), player(other)], finished);
    expect([...one, ...other].sort()).toEqual(['a', 'bb', 'ccc', 'dddd']);
    expect(Math.min(one.length, other.length)).toBeGreaterThan(0);
    expect(Object.fromEntries(finished.known)).toEqual({ a: 1, known: 0, bb: 2, ccc: 3, dddd: 4 });
  });

  it('end with what broke, after what was finished is kept', async () => {
    const finished = kept();
    await expect(playAhead(['a', 'broken'], [player([])], finished)).rejects.toThrow('It broke.');
    expect([...finished.known.keys()]).toEqual(['a']);
  });
});

describe('what a benchmark has finished', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const file = join(directory, 'scratch', 'finished.jsonl');
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const result = (value: number) => () => ({ value });
  const refused = () => {
    throw new Error('It was played again.');
  };

  it('is not played again by the next run, but by one that begins afresh', () => {
    finishedIn(file, false).orPlayed('one', result(1));
    const next = finishedIn(file, false);
    expect([next.has('one'), next.has('two')]).toEqual([true, false]);
    expect(next.orPlayed('one', refused)).toEqual({ value: 1 });
    expect(next.orPlayed('two', result(2))).toEqual({ value: 2 });
    expect(finishedIn(file, true).orPlayed('one', result(3))).toEqual({ value: 3 });
  });

  it('may have been played elsewhere', () => {
    finishedIn(file, true).keep('one', { value: 5 });
    expect(finishedIn(file, false).orPlayed('one', refused)).toEqual({ value: 5 });
  });

  it('is played again where its line was cut off, and then kept', () => {
    const before = finishedIn(file, true);
    before.orPlayed('one', result(1));
    before.orPlayed('two', result(2));
    truncateSync(file, readFileSync(file).length - 4);
    const next = finishedIn(file, false);
    expect(next.orPlayed('one', refused)).toEqual({ value: 1 });
    expect(next.orPlayed('two', result(4))).toEqual({ value: 4 });
    expect(finishedIn(file, false).orPlayed('two', refused)).toEqual({ value: 4 });
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
    openSeconds: 1800,
    medianSeconds: undefined,
    meanSeconds: 1800,
    errorsServed: 20,
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

  it('need more runs where a bound that is judged is near its goal', () => {
    expect(isNear(row({ upperPercent: 0.71 }))).toBe(true);
    expect(isNear(row({ upperPercent: 0.69 }))).toBe(false);
    expect(isNear(row({ kind: 'clusters', upperPercent: 2.29 }))).toBe(true);
    expect(isNear(row({ upperPercent: 1, rule: OURS_10_WARM_UP.name }))).toBe(false);
    expect(isNear(row({ upperPercent: 1, kind: 'unsolved' }))).toBe(false);
  });

  it('judge a cold start with the warm-up, and all else without', () => {
    const cold = 'cold start, +2 pp for a minute';
    expect(falseRollbackGoal(row({ cell: cold, rule: OURS_10_WARM_UP.name }))).toBe(1);
    expect(falseRollbackGoal(row({ cell: cold }))).toBeUndefined();
    expect(falseRollbackGoal(row(seen))).toBeUndefined();
  });

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
  it('are held against others of the same names, on nulls and regressions', () => {
    const names = Object.keys(WATCH_PARAMETERS).sort();
    for (const settings of Object.values(SETTINGS)) expect(Object.keys(settings).sort()).toEqual(names);
    expect(Object.values(SETTINGS).filter((settings) => settings === WATCH_PARAMETERS)).toHaveLength(1);
    expect(new Set(cellsOfTradeOff().map(({ kind }) => kind))).toEqual(new Set(['clusters', 'null', 'regression']));
  });

  it('have a short name, and every rule one of its own', () => {
    expect(parametersHash()).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  });
});
