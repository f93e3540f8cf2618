import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { CELLS, playCell, type Row } from '../../bench/quality/cells';
import { goalResults } from '../../bench/quality/goals';
import { drawSuite } from '../../bench/quality/made-up-suite';
import { NOISE_LEVELS } from '../../bench/quality/noise-levels';
import { waldLimit } from '../../bench/quality/wald-limit';

function draws(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const truth = { name: 'equal', difference: 0, shape: 'shifted', exactInSuite: false } as const;

describe('the made-up judge', () => {
  it.each(NOISE_LEVELS)('scatters as its level says: $noise.name', (level) => {
    const { green, freshBlue, cachedBlue } = drawSuite(40_000, truth, level, draws(3));
    const apart = (blue: readonly number[]) => green.map((score, index) => score - blue[index]!);
    expect(Math.abs(sd(apart(freshBlue)) - level.freshSd)).toBeLessThan(0.02);
    expect(Math.abs(sd(apart(cachedBlue)) - level.cachedSd)).toBeLessThan(0.02);
  });

  it.each(['shifted', 'few-broken'] as const)('gives whole scores with the mean it should: %s', (shape) => {
    const given = { name: shape, difference: -0.2, shape, exactInSuite: false };
    const { green, cachedBlue } = drawSuite(40_000, given, NOISE_LEVELS[1]!, draws(4));
    expect(mean(green) - mean(cachedBlue)).toBeCloseTo(-0.2, 1);
    expect(new Set(green)).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});

describe("Wald's limit", () => {
  it('is 89 pairs at a standard deviation of 0.82, and the same on the margin', () => {
    expect(waldLimit(0, 0.2, 0.82)).toBeCloseTo(89.1, 1);
    expect(waldLimit(-0.2, 0.2, 0.82)).toBeCloseTo(89.1, 1);
  });

  it('is less the further green is from both', () => {
    expect(waldLimit(-0.5, 0.2, 0.82)).toBeLessThan(30);
  });
});

describe('the benchmark of quality', () => {
  const row = (rule: string, values: Partial<Row>): Row => ({
    noise: 'middle',
    truth: 'equal',
    suiteSize: 300,
    rule: `Sluice, ${rule} blue`,
    certifiedPercent: 96,
    rejectedPercent: 2,
    calls: 100,
    fillCalls: 0,
    canaryCalls: 12,
    callsPerLimit: 1.2,
    ...values,
  });
  const good = [row('cached', {}), row('fresh', {}), row('cached', { truth: '-0.2', certifiedPercent: 4 })];

  it('plays the same rows from the same seed, and others from another', () => {
    const [cell] = CELLS;
    expect(playCell(cell!, 3, 5)).toEqual(playCell(cell!, 3, 5));
    expect(playCell(cell!, 3, 6)).not.toEqual(playCell(cell!, 3, 5));
  });

  it('meets its goals where every cell does', () => {
    expect(goalResults(good, 2000).map(({ met }) => met)).toEqual([true, true, true, true, true]);
  });

  it.each([
    ['too many calls with a cached blue', 0, row('cached', { callsPerLimit: 1.26 })],
    ['too many calls with a fresh blue', 1, row('fresh', { callsPerLimit: 4.1 })],
    [
      'false certification at one noise level',
      2,
      row('fresh', { noise: 'high', truth: '-0.2', certifiedPercent: 7.5 }),
    ],
    ['false rejection', 3, row('fresh', { noise: 'low', rejectedPercent: 4 })],
  ])('misses a goal by its worst cell: %s', (_, index, bad) => {
    expect(goalResults([...good, bad], 2000).map(({ met }) => met)).toEqual(
      good
        .map(() => true)
        .concat([true, true])
        .map((met, at) => met && at !== index),
    );
  });

  it('misses the goal of certification where too few equal versions are certified', () => {
    const bad = [row('cached', { certifiedPercent: 94 }), ...good.slice(1)];
    expect(goalResults(bad, 2000).map(({ met }) => met)).toEqual([true, true, true, true, false]);
  });
});
