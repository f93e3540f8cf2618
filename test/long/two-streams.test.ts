import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { seededRandom } from '../../lib/domain/statistics/seeded-random';
import { NOTHING, sumOf, type AddedCounts } from '../../lib/domain/watch/look';
import type { Measure } from '../../lib/domain/watch/measure-watch';
import { sharesOf } from '../../lib/domain/watch/shares';
import { firstWatch, lookAgain, type WatchPlan } from '../../lib/domain/watch/shift-watch';
import { inWarmUp } from '../../lib/domain/watch/tolerance';
import { WATCH_PARAMETERS, type WatchParameters } from '../../lib/domain/watch/watch-parameters';

// A handler that publishes its failures has two streams: Lambda's errors, whole minutes long, and its own, by ten seconds.
// Green fails by as much more as is just allowed, so that it is good, and nothing that is good is stopped more easily.

const RUNS = 1000;
const WINDOW_MINUTES = 10;
const LOOKS_A_MINUTE = 6;
const GREEN_SHARE = 0.2;
const CALLS_A_LOOK = 50;
const BLUE_FAILS = 0.02;
const TOLERANCE = { factor: 1, extra: 0.01 };
const GREEN_FAILS = BLUE_FAILS * TOLERANCE.factor + TOLERANCE.extra;

const [share = 0] = sharesOf(['errors', 'errors']);
const ofLambda: Measure = {
  ...{ name: 'errors', share, tolerance: TOLERANCE, certifiedWithin: TOLERANCE, dispersion: 1 },
  ...{ preWarmed: false, warmUpTolerance: inWarmUp(TOLERANCE) },
};
const ofHandler: Measure = { ...ofLambda, name: 'errors/handler', preWarmed: true, warmUpTolerance: undefined };

type Shift = readonly { readonly handler: AddedCounts; readonly lambda: AddedCounts }[];

describe('two streams of one gate, looked at every ten seconds', () => {
  it.each([
    ['have the same failures', (handler: AddedCounts) => handler],
    ['have failures of their own', (_: AddedCounts, random: () => number) => drawn(random)],
  ])('stop a good release no more often than is allowed, where both %s', (what, lambdas) => {
    const stopped = shifts(what, lambdas).filter((shift) => isStopped(shift)).length;
    expect(atLeast(stopped)).toBeLessThanOrEqual(WATCH_PARAMETERS.falseRegression);
  });

  it('would be found out where the errors of a minute were counted at each of its looks', () => {
    const stopped = shifts('repeated', (handler) => handler).filter((shift) => isStopped(shift, { repeated: true }));
    expect(atLeast(stopped.length)).toBeGreaterThan(WATCH_PARAMETERS.falseRegression);
  });

  it('would be found out where the evidence had to reach a tenth of what it has to', () => {
    const parameters = { ...WATCH_PARAMETERS, falseRegression: WATCH_PARAMETERS.falseRegression * 10 };
    const stopped = shifts('weakened', (handler) => handler).filter((shift) => isStopped(shift, { parameters }));
    expect(atLeast(stopped.length)).toBeGreaterThan(WATCH_PARAMETERS.falseRegression);
  });
});

/** The least share of releases that are stopped with which so many of the runs, or more, are at least 1 in 1000 cases. */
function atLeast(stopped: number): number {
  return proportionInterval(stopped, RUNS, 0.998).lower;
}

function shifts(seed: string, lambdas: (handler: AddedCounts, random: () => number) => AddedCounts): readonly Shift[] {
  return Array.from({ length: RUNS }, (_, run) => {
    const random = seededRandom(`${seed}-${run}`);
    return Array.from({ length: WINDOW_MINUTES * LOOKS_A_MINUTE }, () => {
      const handler = drawn(random);
      return { handler, lambda: lambdas(handler, random) };
    });
  });
}

/** The calls of ten seconds: each by chance one of green's, and failed. */
function drawn(random: () => number): AddedCounts {
  const [blue, green] = [
    { calls: 0, errors: 0 },
    { calls: 0, errors: 0 },
  ];
  for (let call = 0; call < CALLS_A_LOOK; call++) {
    const [arm, fails] = random() < GREEN_SHARE ? [green, GREEN_FAILS] : [blue, BLUE_FAILS];
    arm.calls++;
    if (random() < fails) arm.errors++;
  }
  return { blue, green };
}

interface Method {
  readonly parameters?: WatchParameters;
  /** Whether what a minute has so far is counted at each look, as if it were new. */
  readonly repeated?: boolean;
}

function isStopped(shift: Shift, { parameters = WATCH_PARAMETERS, repeated = false }: Method = {}): boolean {
  const plan: WatchPlan = { windowMinutes: WINDOW_MINUTES, measures: [ofLambda, ofHandler] };
  let watch = firstWatch(plan, parameters);
  let minute = NOTHING;
  for (const [index, { handler, lambda }] of shift.entries()) {
    minute = sumOf(minute, lambda);
    const isWhole = (index + 1) % LOOKS_A_MINUTE === 0;
    const next = lookAgain(
      watch,
      plan,
      {
        minute: Math.floor(index / LOOKS_A_MINUTE),
        warmUp: index < LOOKS_A_MINUTE,
        weight: GREEN_SHARE,
        added: { [ofHandler.name]: handler, ...(isWhole || repeated ? { [ofLambda.name]: minute } : {}) },
      },
      parameters,
    );
    if (next.verdict.kind === 'regression') return true;
    watch = next.watch;
    if (isWhole) minute = NOTHING;
  }
  return false;
}
