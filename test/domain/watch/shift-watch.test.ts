import fc from 'fast-check';
import type { AddedCounts, Look } from '../../../lib/domain/watch/look';
import {
  afterLook,
  certificationEvidence,
  firstMeasureWatch,
  regressionEvidence,
  type Measure,
} from '../../../lib/domain/watch/measure-watch';
import {
  evidenceOfWatch,
  firstWatch,
  lookAgain,
  type ShiftWatch,
  type WatchPlan,
} from '../../../lib/domain/watch/shift-watch';
import { sharesOf } from '../../../lib/domain/watch/shares';
import { WATCH_PARAMETERS } from '../../../lib/domain/watch/watch-parameters';
import cases from '../../cases/watch/verdicts.json';
import { mean, ofCalls, ofRouting, type Outcome } from './every-outcome';

const WINDOW = 30;
const errors: Measure = {
  name: 'errors',
  share: 1,
  tolerance: WATCH_PARAMETERS.tolerance,
  warmUpTolerance: { ...WATCH_PARAMETERS.tolerance, extra: WATCH_PARAMETERS.warmUp.extra },
  certifiedWithin: { factor: 1, extra: 0.01 },
  dispersion: 1,
};
const plan: WatchPlan = { windowMinutes: WINDOW, measures: [errors] };

const look = (added: AddedCounts, minute: number, weight: number | undefined, warmUp = false): Look => ({
  minute,
  weight,
  warmUp,
  added: { errors: added },
});
const counts = (blueCalls: number, blueErrors: number, greenCalls: number, greenErrors: number): AddedCounts => ({
  blue: { calls: blueCalls, errors: blueErrors },
  green: { calls: greenCalls, errors: greenErrors },
});
const watched = (looks: readonly Look[], of = plan) =>
  looks.reduce<ShiftWatch>((watch, one) => lookAgain(watch, of, one).watch, firstWatch(of));

describe('the watch of a shift', () => {
  it.each(cases)('$name', ({ plan: given, looks, expected }) => {
    const casePlan = {
      windowMinutes: given.windowMinutes,
      measures: [{ ...errors, certifiedWithin: given.certifiedWithin ?? undefined, dispersion: given.dispersion }],
    };
    let watch = firstWatch(casePlan);
    const seen: string[] = [];
    for (const { repeat, from, warmUp, weight, blue, green } of looks) {
      for (let index = 0; index < repeat; index++) {
        const added = counts(blue[0]!, blue[1]!, green[0]!, green[1]!);
        const next = lookAgain(watch, casePlan, look(added, from + index, weight ?? undefined, warmUp));
        watch = next.watch;
        if (seen.at(-1)?.startsWith(next.verdict.kind) !== true) seen.push(`${next.verdict.kind} at ${from + index}`);
      }
    }
    expect(seen).toEqual(expected);
  });

  it('says what the evidence has to reach', () => {
    const outage = lookAgain(firstWatch(plan), plan, look(counts(900, 5, 100, 100), 2, 0.1));
    expect(outage.verdict).toMatchObject({ kind: 'regression', limit: 100 });
    expect(outage.verdict.evidence).toBeGreaterThan(100);
  });

  it('keeps a regression that was seen, whatever comes later', () => {
    const watch = watched([look(counts(900, 5, 100, 100), 2, 0.1)]);
    const later = lookAgain(watch, plan, look(counts(90_000, 900, 10_000, 0), 9, 0.1));
    expect(later.verdict.kind).toBe('regression');
    expect(evidenceOfWatch(later.watch.measures, plan)).toBeLessThan(1);
  });

  it('is plain data that JSON carries, after an outage of any size too', () => {
    const outage = look(counts(9e6, 9e4, 1e6, 1e6), 2, 0.1);
    const calm = look(counts(9e7, 9e6, 1e7, 0), 3, 0.1);
    const watch = watched([outage, calm, outage]);
    expect(JSON.parse(JSON.stringify(watch))).toEqual(watch);
    expect(watch.highest).toBeGreaterThan(1e20);
  });

  it('begins with an evidence of 1 in all, with any measures', () => {
    const kinds = ['errors', 'latency', 'latency', 'latency', 'custom'] as const;
    const measures = sharesOf(kinds).map((share, index) => ({ ...errors, name: `${index}`, share }));
    expect(evidenceOfWatch(firstWatch({ ...plan, measures }).measures, { ...plan, measures })).toBeCloseTo(1, 12);
  });
});

const failing = fc.double({ min: 0.001, max: 0.8, noNaN: true });
const arm = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
  .map(([one, other]) => ({ calls: one + other, errors: Math.min(one, other) }));
const history = fc.array(
  fc.record({
    added: fc.record({ blue: arm, green: arm }),
    weight: fc.constantFrom(0.1, 0.5, undefined),
    warmUp: fc.boolean(),
  }),
  { maxLength: 8 },
);
const measures = fc.record({
  tolerance: fc.record({ factor: fc.constantFrom(1, 1.1, 3), extra: fc.constantFrom(0, 0.0005, 0.05) }),
  certifiedWithin: fc.record({ factor: fc.constantFrom(1, 1.5), extra: fc.constantFrom(0.01, 0.1) }),
  dispersion: fc.constantFrom(1, 2.5, 8),
});
const edge = (blue: number, { factor, extra }: Measure['tolerance']) => Math.min(1, factor * blue + extra);

/** How the next look may come about: by chance, with few calls; or with a split of its own, with many. */
const ways = fc.oneof(
  fc.record({ calls: fc.integer({ min: 1, max: 8 }), weight: fc.constantFrom(0.1, 0.3, 0.9) }),
  fc.record({ blue: fc.constantFrom(30, 31, 45), green: fc.constantFrom(30, 40), weight: fc.constant(undefined) }),
);
const outcomesOf = (
  way: { calls?: number; blue?: number; green?: number; weight: number | undefined },
  truth: {
    blue: number;
    green: number;
  },
): readonly Outcome[] =>
  way.weight === undefined
    ? ofCalls({ blue: way.blue!, green: way.green! }, truth)
    : ofRouting(way.calls!, way.weight, truth);

describe('whatever was seen before', () => {
  const before = (
    measure: Measure,
    past: readonly { added: AddedCounts; weight: number | undefined; warmUp: boolean }[],
  ) =>
    past.reduce(
      (state, { added, weight, warmUp }, index) =>
        afterLook(state, measure, look(added, index, weight, warmUp), WINDOW),
      firstMeasureWatch(measure, WINDOW),
    );

  it('the next look wins nothing on average while green is within the tolerance', () => {
    fc.assert(
      fc.property(history, measures, failing, ways, fc.boolean(), (past, given, blue, way, warmUp) => {
        const measure = { ...errors, ...given };
        const tolerance = warmUp ? measure.warmUpTolerance! : measure.tolerance;
        const state = before(measure, past);
        const average = mean(outcomesOf(way, { blue, green: edge(blue, tolerance) }), (added) =>
          regressionEvidence(
            afterLook(state, measure, look(added, past.length + 3, way.weight, warmUp), WINDOW),
            measure,
          ),
        );
        expect(average / regressionEvidence(state, measure)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('the next look wins nothing towards a certificate on average while green is on its edge', () => {
    fc.assert(
      fc.property(history, measures, failing, ways, (past, given, blue, way) => {
        const measure = { ...errors, ...given };
        const green = measure.certifiedWithin.factor * blue + measure.certifiedWithin.extra;
        fc.pre(green <= 1);
        const state = before(measure, past);
        const average = mean(outcomesOf(way, { blue, green }), (added) =>
          certificationEvidence(afterLook(state, measure, look(added, past.length, way.weight), WINDOW)),
        );
        expect(average / certificationEvidence(state)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('a look without calls, or with counts that cannot be, changes nothing', () => {
    const nothing = fc.constantFrom(
      counts(0, 0, 0, 0),
      counts(10, 11, 5, 0),
      counts(10, 0, 5, 6),
      counts(10, -1, 5, 0),
      counts(Infinity, 0, 5, 0),
      counts(NaN, 0, 5, 0),
    );
    fc.assert(
      fc.property(history, nothing, fc.boolean(), (past, added, warmUp) => {
        const state = before(errors, past);
        expect(afterLook(state, errors, look(added, 25, 0.1, warmUp), WINDOW)).toEqual(state);
      }),
    );
    const state = before(errors, []);
    expect(afterLook(state, errors, { minute: 3, warmUp: false, weight: 0.1, added: {} }, WINDOW)).toEqual(state);
  });

  it('the order of two looks with few errors, and how they are cut, change nothing', () => {
    const small = fc.record({
      blue: fc.record({ calls: fc.integer({ min: 10, max: 100 }), errors: fc.integer({ min: 0, max: 3 }) }),
      green: fc.record({ calls: fc.integer({ min: 0, max: 5 }), errors: fc.constant(0) }),
    });
    fc.assert(
      fc.property(small, small, (first, second) => {
        const measure = { ...errors, dispersion: 2.5 };
        const atOnce = (looks: readonly AddedCounts[]) =>
          looks.reduce(
            (state, added) => afterLook(state, measure, look(added, 1, 0.05), WINDOW),
            firstMeasureWatch(measure, WINDOW),
          ).main.staked;
        const sum = counts(
          first.blue.calls + second.blue.calls,
          first.blue.errors + second.blue.errors,
          first.green.calls + second.green.calls,
          0,
        );
        const apart = atOnce([first, second]);
        for (const other of [atOnce([second, first]), atOnce([sum])]) {
          expect(other.every((one, index) => Math.abs(one / apart[index]! - 1) < 1e-9)).toBe(true);
        }
      }),
    );
  });
});

describe('every pair of looks', () => {
  /** All that can happen in two looks, the second of which comes sooner where the first went badly for green. */
  const twoLooks = (measure: Measure, truth: { blue: number; green: number }) =>
    mean(ofRouting(5, 0.3, truth), (first) => {
      const after = afterLook(firstMeasureWatch(measure, WINDOW), measure, look(first, 1, 0.3), WINDOW);
      const more = first.green.errors > first.blue.errors ? 5 : 2;
      return mean(ofRouting(more, 0.5, truth), (second) =>
        regressionEvidence(afterLook(after, measure, look(second, 1 + more, 0.5), WINDOW), measure),
      );
    });

  it.each([0.005, 0.05, 0.4])('has a mean evidence of 1 at most, at blue failing %d', (blue) => {
    for (const dispersion of [1, 3]) {
      const measure = { ...errors, dispersion };
      expect(twoLooks(measure, { blue, green: edge(blue, measure.tolerance) })).toBeLessThanOrEqual(1 + 1e-9);
    }
    expect(twoLooks(errors, { blue, green: blue + 0.5 })).toBeGreaterThan(1.05);
  });
});
