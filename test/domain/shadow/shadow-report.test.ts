import * as fc from 'fast-check';
import type { GateRecord, Release, ReleaseState } from '../../../lib/domain/release/release';
import { proportionAtMost, proportionInterval } from '../../../lib/domain/statistics/proportion-interval';
import { fates } from '../../../lib/domain/shadow/release-history';
import { shadowReport } from '../../../lib/domain/shadow/shadow-report';

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

describe('the most that a proportion may be', () => {
  it.each([1, 2, 4, 14, 58, 59, 300])('of none in %d is what leaves one chance in twenty of seeing none', (trials) => {
    expect(proportionAtMost(0, trials, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / trials), 9);
  });

  it.each([
    // SciPy 1.17, beta.ppf(0.95, hits + 1, trials - hits)
    [1, 4, 0.7513953742698181],
    [1, 37, 0.12190489818825372],
    [1, 41, 0.11055312897984333],
  ])('of %d in %d is the quantile of the beta distribution', (hits, trials, most) => {
    expect(proportionAtMost(hits, trials, 0.95)).toBeCloseTo(most, 9);
  });

  it('of nothing seen, or of all, is all', () => {
    expect([proportionAtMost(0, 0, 0.95), proportionAtMost(3, 3, 0.95)]).toEqual([1, 1]);
  });
});

describe('the report on a shadow gate', () => {
  const good = (count: number) => Array.from({ length: count }, () => past('released', 'pass'));
  const reported = (history: Parameters<typeof shadowReport>[0], now = NOW) => shadowReport(history, [], now)[0]!;

  it('counts what it would have blocked, by what became of it', () => {
    const history = [
      past('released', 'fail'),
      past('released', 'pass'),
      past('rolled-back', 'inconclusive'),
      past('failed', 'pass'),
      past('blocked', 'fail'),
    ];
    expect(shadowReport(history, [], NOW)).toMatchObject([
      {
        ...{ service: 'chat:live', gate: 'quality', seen: 5, wouldHaveBlocked: 3 },
        ...{ blockedBad: 1, bad: 2, blockedGood: 1, good: 2, enforce: false },
      },
    ]);
  });

  it('does not count as blocked what it would let proceed, not knowing', () => {
    const lenient = { ...gate('inconclusive'), onInconclusive: 'proceed' as const };
    expect(reported([{ release: release(), gates: [lenient] }]).wouldHaveBlocked).toBe(0);
  });

  it('knows nothing of gates that were enforced', () => {
    expect(shadowReport([{ release: release(), gates: [gate('fail', 'enforce')] }], [], NOW)).toEqual([]);
  });

  it('says after two weeks at two releases a week how little that shows, and how long it takes to show enough', () => {
    const weeks = [0, 3.5, 7, 10.5].map((day) => ({
      release: release({ openedAt: day * DAY, endedAt: day * DAY }),
      gates: [gate('pass')],
    }));
    // 1 - 0.05 ** (1 / 4) = 0.527; 0.05 ** (1 / 59) is the first above 0.95.
    expect(reported(weeks, 14 * DAY)).toMatchObject({ enforce: false, goodNeeded: 55, weeksNeeded: 28 });
    expect(reported(weeks, 14 * DAY).conclusion).toEqual([
      '0 of 4 good releases would have been blocked: the rate may still be as high as 53 % (95 % confidence). 59 good releases without a block are needed to say less than 5 %; at 2.0 a week the 55 that are missing take 28 weeks.',
      'No release went bad, so nothing real shows that it finds what is bad.',
    ]);
  });

  it('recommends a gate from 59 good releases without a block on', () => {
    expect(reported(good(59))).toMatchObject({ enforce: true, goodNeeded: 0, weeksNeeded: 0 });
    expect(reported(good(59)).conclusion[0]).toBe(
      '0 of 59 good releases would have been blocked: the rate is at most 4.96 % (95 % confidence), which is less than 5 %.',
    );
    expect(reported(good(58))).toMatchObject({ enforce: false, goodNeeded: 1 });
  });

  it('asks for more where it blocked a good one, and says what of the bad it may miss', () => {
    const history = [...good(36), past('released', 'fail'), past('rolled-back', 'fail'), past('failed', 'fail')];
    const { conclusion, goodNeeded, missesAtMost } = reported(history);
    // SciPy: the first n with beta.ppf(0.95, 2, n - 1) < 0.05 is 93.
    expect(goodNeeded).toBe(93 - 37);
    expect(missesAtMost).toBeCloseTo(1 - Math.sqrt(0.05), 9);
    expect(conclusion[0]).toContain(
      '1 of 37 good releases would have been blocked: the rate may still be as high as 13 %',
    );
    expect(conclusion[0]).toContain('93 good releases with no more than 1 blocked are needed to say less than 5 %');
    expect(conclusion[1]).toBe(
      'It would have blocked 2 of 2 that went bad: it may still miss up to 78 % of such releases (95 % confidence).',
    );
  });

  it('says of a gate that blocks every tenth good release that waiting will not help', () => {
    const history = [...good(90), ...Array.from({ length: 10 }, () => past('released', 'fail'))];
    expect(reported(history)).toMatchObject({ enforce: false, blockedGood: 10, good: 100 });
    const many = [...good(900), ...Array.from({ length: 100 }, () => past('released', 'fail'))];
    expect(reported(many).goodNeeded).toBeUndefined();
    expect(reported(many).conclusion[0]).toContain('No number of further releases would settle it soon');
  });

  it('counts what people said of what it would have blocked, and keeps it out of the rates', () => {
    const history = ['d-1', 'd-2', 'd-3'].map((id) => ({ release: release({ id }), gates: [gate('fail')] }));
    const label = (releaseId: string, right: boolean, name = 'quality') => ({ releaseId, gate: name, right });
    const labels = [label('d-1', true), label('d-2', false), label('d-3', true, 'health'), label('d-9', true)];
    const [report] = shadowReport(history, labels, NOW);
    expect(report).toMatchObject({ calledRight: 1, calledWrong: 1, blockedGood: 3, falseBlocksAtMost: 1 });
    expect(report?.conclusion.at(-1)).toContain(
      'Of the 3 that it would have blocked, people called 1 right and 1 wrong.',
    );
    expect(shadowReport(history, [], NOW)[0]?.conclusion.at(-1)).toContain(
      'Nobody labelled what it would have blocked',
    );
  });

  it('concludes nothing from nothing', () => {
    const report = reported([past('blocked', 'pass')]);
    expect(report).toMatchObject({ falseBlocksAtMost: 1, missesAtMost: 1, enforce: false, goodNeeded: 59 });
    expect(report.conclusion[0]).toContain('No release is known to be good yet');
  });

  it('is wrong in 18 of 100 cases about a gate at the limit, where somebody looks after each of 500 releases', () => {
    // By the chances of each number of blocks so far, of a gate that blocks 5 %, among those who were never told to enforce it.
    let chances = [1];
    let enforced = 0;
    // More releases bear more blocks: the most that still end in enforcing never falls.
    let most = -1;
    for (let seen = 1; seen <= 500; seen++) {
      chances = [...chances, 0].map((chance, blocks) => chance * 0.95 + (chances[blocks - 1] ?? 0) * 0.05);
      while (proportionAtMost(most + 1, seen, 0.95) < 0.05) most += 1;
      enforced += chances.slice(0, most + 1).reduce((sum, chance) => sum + chance, 0);
      chances = chances.slice(0, 40).map((chance, blocks) => (blocks <= most ? 0 : chance));
    }
    expect(enforced).toBeCloseTo(0.1834, 4);
  });
});
