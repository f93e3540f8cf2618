import * as fc from 'fast-check';
import type { GateRecord, Release, ReleaseState } from '../../../lib/domain/release/release';
import { proportionInterval } from '../../../lib/domain/statistics/proportion-interval';
import { fates } from '../../../lib/domain/shadow/release-history';
import { FEWEST_GOOD, MOST_FALSE_BLOCKS, shadowReport } from '../../../lib/domain/shadow/shadow-report';

const DAY = 86_400_000;
const NOW = 100 * DAY;

function release(over: Partial<Release> = {}): Release {
  const known = { id: 'd-1', functionName: 'chat', aliasName: 'live', blue: '1', green: '2', deploymentGroup: 'g' };
  return { ...known, state: 'released', openedAt: DAY, endedAt: DAY, reasons: [], revision: 3, ...over };
}

function gate(outcome: 'pass' | 'fail' | 'inconclusive', mode: GateRecord['mode'] = 'shadow'): GateRecord {
  const evidence = { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} };
  const verdict = { outcome, reasons: [{ code: 'said', message: 'So.' }], evidence };
  return { name: 'quality', phase: 'before-traffic', mode, verdict, at: 1 };
}

const past = (state: ReleaseState, outcome: 'pass' | 'fail' | 'inconclusive') => ({
  release: release({ state }),
  gates: [gate(outcome)],
});

describe('the fate of a release', () => {
  const at = (over: Partial<Release>, now = NOW) => fates([release(over)], now)[0];

  it.each(['rolled-back', 'failed'] as const)('is bad where it ended %s', (state) => {
    expect(at({ state })).toBe('bad');
  });

  it('is undecided where its change never served', () => {
    expect(at({ state: 'blocked' })).toBe('undecided');
  });

  it('is undecided until a day has gone by, and then good', () => {
    expect(at({}, 2 * DAY - 1)).toBe('undecided');
    expect(at({}, 2 * DAY)).toBe('good');
  });

  it('is bad where a later release undid it within a day', () => {
    const undone = (openedAt: number) =>
      fates([release(), release({ id: 'd-2', blue: '2', green: '1', openedAt, endedAt: openedAt })], NOW)[0];
    expect(undone(2 * DAY)).toBe('bad');
    expect(undone(2 * DAY + 1)).toBe('good');
  });
});

describe('a proportion’s interval', () => {
  it.each([
    // R 4.3, binom.test(x, n)$conf.int
    [0, 10, 0, 0.3084971],
    [1, 10, 0.002528579, 0.4450161],
    [5, 10, 0.187086, 0.812914],
    [10, 10, 0.6915029, 1],
    [0, 0, 0, 1],
  ])('of %d in %d is that of Clopper and Pearson', (hits, trials, lower, upper) => {
    const interval = proportionInterval(hits, trials);
    expect(interval.lower).toBeCloseTo(lower, 6);
    expect(interval.upper).toBeCloseTo(upper, 6);
  });

  it('holds what was seen, and narrows with more of the same', () => {
    const seen = fc
      .integer({ min: 1, max: 150 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(seen, ([hits, trials]) => {
        const { lower, upper } = proportionInterval(hits, trials);
        const twice = proportionInterval(2 * hits, 2 * trials);
        expect(lower).toBeLessThanOrEqual(hits / trials);
        expect(upper).toBeGreaterThanOrEqual(hits / trials);
        expect(twice.upper - twice.lower).toBeLessThan(upper - lower);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the report on a shadow gate', () => {
  const good = (count: number) => Array.from({ length: count }, () => past('released', 'pass'));

  it('counts what it would have blocked, by what became of it', () => {
    const history = [
      past('released', 'fail'),
      past('released', 'pass'),
      past('rolled-back', 'inconclusive'),
      past('failed', 'pass'),
      past('blocked', 'fail'),
    ];
    expect(shadowReport(history, NOW)).toMatchObject([
      { service: 'chat:live', gate: 'quality', seen: 5, wouldHaveBlocked: 3 },
    ]);
    expect(shadowReport(history, NOW)[0]).toMatchObject({
      blockedBad: 1,
      bad: 2,
      blockedGood: 1,
      good: 2,
      enforce: false,
    });
  });

  it('knows nothing of gates that were enforced', () => {
    expect(shadowReport([{ release: release(), gates: [gate('fail', 'enforce')] }], NOW)).toEqual([]);
  });

  it('recommends no gate before it saw enough good releases, and says how many are missing', () => {
    expect(proportionInterval(0, FEWEST_GOOD).upper).toBeLessThan(MOST_FALSE_BLOCKS);
    expect(proportionInterval(0, FEWEST_GOOD - 1).upper).toBeGreaterThanOrEqual(MOST_FALSE_BLOCKS);
    expect(shadowReport(good(FEWEST_GOOD), NOW)[0]).toMatchObject({ enforce: true });
    const [early] = shadowReport(good(FEWEST_GOOD - 2), NOW);
    expect(early?.enforce).toBe(false);
    expect(early?.because.at(-1)).toBe('2 more good releases that it lets pass would be enough.');
  });

  it('recommends no gate that blocks every tenth good release', () => {
    const history = [...good(90), ...Array.from({ length: 10 }, () => past('released', 'fail'))];
    expect(shadowReport(history, NOW)[0]).toMatchObject({ enforce: false, blockedGood: 10, good: 100 });
  });
});
