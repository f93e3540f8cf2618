import type { Watched } from '../../../lib/domain/gate/watched';
import { kindOf, type GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { watchedMeasures } from '../../../lib/domain/gates/watched-measures';

const inFlight = { phase: 'in-flight' } as const;
const point = { kind: 'points', points: 1 } as const;
const half = { kind: 'points', points: 0.5 } as const;
const millis = { kind: 'milliseconds', milliseconds: 200 } as const;
const rule = { kind: 'above-blue', minutes: 5, of: 5 } as const;

const errors: GateDefinition = { ...inFlight, name: 'errors', kind: 'error-rate', maxIncrease: point };
const latency: GateDefinition = {
  ...inFlight,
  ...{ name: 'latency', kind: 'latency', percentile: 99, maxIncrease: millis },
};
const ratio: GateDefinition = { ...inFlight, name: 'orders', kind: 'failure-ratio', maxIncrease: point, rule };
const tables: GateDefinition = { ...inFlight, name: 'tables', kind: 'throttling', onThrottle: 'note' };

describe('a gate that the watch asks', () => {
  it.each<[GateDefinition, Watched]>([
    [errors, { watches: 'errors', maxIncrease: point, rule: undefined }],
    [latency, { watches: 'durations', percentile: 99, maxIncrease: millis, rule: undefined }],
    [ratio, { watches: 'own-counts', maxIncrease: point, rule }],
    [
      { ...errors, warnAt: half },
      { watches: 'errors', maxIncrease: point, warnAt: half, rule: undefined },
    ],
    [tables, { watches: 'tables', onThrottle: 'note' }],
  ])('$name says what is watched for it', (gate, watched) => {
    expect(kindOf(gate).watched?.(gate)).toEqual(watched);
  });

  it.each([errors, latency, ratio, tables])('$name takes no time and no call of its own, and needs blue', (gate) => {
    const kind = kindOf(gate);
    expect([kind.seconds(gate), kind.calls(gate), kind.problems(gate), kind.needsBlue]).toEqual([
      0,
      { calls: 0, atATime: 1 },
      [],
      true,
    ]);
  });
});

describe('what a release asks of its watch', () => {
  const health: GateDefinition = {
    ...{ name: 'health', phase: 'before-traffic', kind: 'health', passes: 3, withinSeconds: 60 },
    probe: { kind: 'event', event: null },
  };
  const ofErrors = (share: number) => ({ tolerance: { factor: 1, extra: 0.01 }, share });

  it.each<[string, readonly GateDefinition[], boolean, ReturnType<typeof watchedMeasures>]>([
    ['nothing without a gate in flight', [health], false, undefined],
    ['nothing of what is compared, by a gate on tables', [health, tables], false, {}],
    ['nothing of what has a rule in its own words', [ratio], true, {}],
    ['nothing of errors that have a rule in its own words', [{ ...errors, rule }], false, {}],
    [
      'latency, with all of the chance beside such errors',
      [{ ...errors, rule }, latency],
      false,
      { latency: { percentile: 99, share: 1 } },
    ],
    ['errors, with all of the chance', [errors, tables], false, { errors: ofErrors(1) }],
    ['latency', [latency], false, { latency: { percentile: 99, share: 1 } }],
    [
      'both, with a chance by their kinds',
      [errors, latency],
      false,
      { errors: ofErrors(0.4 / 0.7), latency: { percentile: 99, share: 0.3 / 0.7 } },
    ],
    [
      'both, in whatever order they stand',
      [latency, errors],
      false,
      { errors: ofErrors(0.4 / 0.7), latency: { percentile: 99, share: 0.3 / 0.7 } },
    ],
    [
      'both parts of errors, where handlers publish some themselves',
      [errors, latency],
      true,
      {
        errors: { ...ofErrors(0.2 / 0.7), byHandler: true },
        latency: { percentile: 99, share: 0.3 / 0.7, byHandler: true },
      },
    ],
    [
      'own counts beside errors, which have their part of the chance',
      [errors, { ...ratio, rule: undefined }],
      false,
      { errors: ofErrors(0.4 / 0.6000000000000001) },
    ],
  ])('is %s', (_, gates, releaseMetrics, expected) => {
    const found = watchedMeasures(gates, releaseMetrics);
    expect(found === undefined).toBe(expected === undefined);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(expected ?? {}));
    expect(found?.errors?.tolerance).toEqual(expected?.errors?.tolerance);
    expect(found?.latency?.percentile).toBe(expected?.latency?.percentile);
    expect([found?.errors?.byHandler, found?.latency?.byHandler]).toEqual([
      expected?.errors?.byHandler,
      expected?.latency?.byHandler,
    ]);
    expect(found?.errors?.share ?? 0).toBeCloseTo(expected?.errors?.share ?? 0, 12);
    expect(found?.latency?.share ?? 0).toBeCloseTo(expected?.latency?.share ?? 0, 12);
  });

  it('does not know handlers unless it is said', () => {
    expect(watchedMeasures([errors])).toEqual({ errors: ofErrors(1) });
  });
});
