import fc from 'fast-check';
import type { MaxShareIncrease } from '../../../lib/domain/gate/max-increase';
import type { Seen } from '../../../lib/domain/shift/seen';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import { warningLimit, warningMeasures } from '../../../lib/domain/shift/warnings';
import { warningReason } from '../../../lib/domain/shift/warning-reason';
import { watchedVerdict } from '../../../lib/domain/shift/watched-verdict';
import { lookRecord } from '../../../lib/domain/shift/watches';
import type { WatchedGate } from '../../../lib/domain/shift/watch-plan';
import type { WatchState } from '../../../lib/domain/shift/watch-state';
import {
  afterLooks,
  at,
  countsBy,
  errorGate,
  latencyGate,
  limitBasis,
  seenNothing,
  seenStreams,
  shareBasis,
  shiftOf,
  warningBasis,
  type Counts,
} from './example-shift';

const TWO: MaxShareIncrease = { kind: 'points', points: 2 };
const ONE: MaxShareIncrease = { kind: 'points', points: 1 };

/** Two points more are allowed, and one is warned of. */
const errors = errorGate('errors', { watched: { watches: 'errors', maxIncrease: TWO, warnAt: ONE } });
const without = errorGate('errors', { watched: { watches: 'errors', maxIncrease: TWO } });

const look = (minute: number, minutes: Readonly<Record<string, Counts>>, gate: WatchedGate = errors): Seen =>
  seenStreams(minute, countsBy(minutes), {
    ...limitBasis(gate.name, gate.watched),
    ...warningBasis(gate.name, gate.watched),
  });
const start = look(0.5, {});
/** Of 90 000 calls of blue and 10 000 of green. */
const failing = (blue: number, green: number): Counts => [90_000, blue, 10_000, green];

const said = (state: WatchState, gate: WatchedGate = errors) => {
  const { outcome, reasons } = watchedVerdict(state, gate);
  return [outcome, ...reasons.map(({ code }) => code)];
};

describe('a gate with a lower limit', () => {
  it.each<[string, Counts, readonly string[], boolean]>([
    ['within the lower limit', failing(900, 110), ['pass', 'certified'], false],
    ['between the two', [900_000, 9000, 100_000, 2400], ['pass', 'certified', 'warned'], true],
    ['too close to the limit to be certified', failing(900, 295), ['inconclusive', 'nothing-found', 'warned'], true],
    ['past the limit, and so past both at once', failing(900, 900), ['fail', 'regression'], false],
  ])('says so of a green %s', (_, counts, expected, isWarned) => {
    const state = afterLooks(shiftOf([errors]), [start, look(6, { 2: counts })]);
    expect(said(state)).toEqual(expected);
    expect(state.warned).toEqual(isWarned ? { errors: at(6) } : {});
  });

  it('says by what, since when, and how sure that is, and says the same from then on', () => {
    const calm = Array.from({ length: 9 }, (_, index) => look(7 + index, { [3 + index]: failing(900, 50) }));
    const looks = [start, look(5, { 1: failing(900, 100) }), look(6, { 2: failing(900, 290) })];
    for (const seen of [looks, [...looks, ...calm]]) {
      expect(warningReason(afterLooks(shiftOf([errors]), seen), errors)).toEqual({
        code: 'warned',
        message:
          'Warned at 09:06 UTC: 2.9 % of 10 000 calls failed on version 8 against 1 % of 90 000 on version 7, since 09:03 UTC; 1 point more is the lower limit. The evidence is 4 215 to 1, and 20 to 1 is enough.',
      });
    }
  });

  it('has warned before it fails, and then speaks of the limit alone', () => {
    const looks = [start, look(6, { 2: failing(900, 280) }), look(7, { 3: failing(900, 900) })];
    const state = afterLooks(shiftOf([errors]), looks);
    expect([state.warned, state.regressed]).toEqual([{ errors: at(6) }, { errors: at(7) }]);
    expect(said(state)).toEqual(['fail', 'regression']);
  });

  it('compares durations with a threshold of its own', () => {
    const millis = (milliseconds: number) => ({ kind: 'milliseconds', milliseconds }) as const;
    const slow = latencyGate('slow', {
      watched: { watches: 'durations', percentile: 99, maxIncrease: millis(200), warnAt: millis(100) },
    });
    const lower = { ...shareBasis, tolerance: { factor: 1, extra: 0.005 }, slowAboveMs: 510, blueMs: 410 };
    const seen = (minute: number, ofLimit: Counts, ofLower: Counts): Seen => {
      const [one, other] = [
        seenStreams(minute, countsBy({ 2: ofLimit }), { slow: { ...lower, slowAboveMs: 610 } }),
        seenStreams(minute, countsBy({ 2: ofLower }), { 'slow/warning': lower }),
      ];
      return { ...one, counts: new Map([...one.counts, ...other.counts]) };
    };
    const state = [start, seen(6, failing(90, 20), failing(450, 700))].reduce(takeLook, firstState(shiftOf([slow])));
    expect(warningReason(state, slow)?.message).toContain(
      '7 % of 10 000 calls of version 8 took longer than 510 ms against 0.5 % of 90 000 of version 7, since 09:00 UTC; 100 ms more than the 99th percentile of 410 ms is the lower limit.',
    );
    expect(said(state, slow)[0]).not.toBe('fail');
  });

  it('holds a rule in the squad’s own words against the lower limit too', () => {
    const rule = { kind: 'above-blue', minutes: 2, of: 3 } as const;
    const gate = errorGate('rule', { watched: { watches: 'errors', maxIncrease: TWO, warnAt: ONE, rule } });
    const values = (green: number) => ({
      blue: new Map([1, 2].map((minute) => [at(minute), 1])),
      green: new Map([1, 2].map((minute) => [at(minute), green])),
    });
    const seen = (green: number): Seen => {
      const own = { minutes: new Map(), greenCalls: 9, values: values(green) };
      return { ...seenNothing(6, 0.1), counts: new Map(['rule', 'rule/warning'].map((key) => [key, own])) };
    };
    const warned = takeLook(firstState(shiftOf([gate])), seen(2.5));
    expect(watchedVerdict(warned, gate).reasons.map(({ message }) => message)).toEqual([
      'In 2 minutes the rule was not met: version 8 above version 7 by more than 2 points in 2 of 3 minutes.',
      'Warned at 09:06 UTC: version 8 above version 7 by more than 1 point in 2 of 3 minutes; 2.5 % against 1 % in the last of them.',
    ]);
    expect(takeLook(firstState(shiftOf([gate])), seen(3.5)).warned).toEqual({});
  });

  it('is compared by what handlers publish as well, each with half of the chance', () => {
    const plan = shiftOf([errors], { releaseMetrics: true });
    const measures = warningMeasures(plan, {});
    expect(measures.map(({ name, share }) => [name, share])).toEqual([
      ['errors/warning', 0.5],
      ['errors/handler/warning', 0.5],
    ]);
    expect(measures.map(warningLimit)).toEqual([40, 40]);
  });

  it('leaves the chance of shadows to them', () => {
    const shadow = { ...errors, name: 'shadow', mode: 'shadow' } as const;
    const named = { ...errors, name: 'more' };
    const shares = warningMeasures(shiftOf([errors, shadow, named]), {}).map(({ name, share }) => [name, share]);
    expect(shares).toEqual([
      ['errors/warning', 0.5],
      ['more/warning', 0.5],
      ['shadow/warning', 1],
    ]);
  });

  it('is in no look’s record by more than its gate', () => {
    const state = afterLooks(shiftOf([errors]), [start, look(6, { 2: failing(900, 260) })]);
    expect(Object.keys(lookRecord(state).gates)).toEqual(['errors']);
  });
});

const anyMinutes = fc.array(
  fc.tuple(fc.nat(12), fc.nat(5000), fc.nat(400), fc.nat(600), fc.nat(90)).map(([minute, blue, bad, green, worse]) => ({
    [minute]: [blue + bad, bad, green + worse, worse] as const,
  })),
  { minLength: 1, maxLength: 10 },
);

describe('what is decided', () => {
  it('is the same with a lower limit and without one, to the last digit of the evidence', () => {
    fc.assert(
      fc.property(anyMinutes, (minutes) => {
        const looks = minutes.map((one, index) => [3 + index, one] as const);
        const warning = afterLooks(
          shiftOf([errors]),
          looks.map(([minute, one]) => look(minute, one)),
        );
        const plain = afterLooks(
          shiftOf([without]),
          looks.map(([minute, one]) => look(minute, one, without)),
        );
        expect([warning.enforce, warning.shadow, warning.regressed]).toEqual([
          plain.enforce,
          plain.shadow,
          plain.regressed,
        ]);
        expect(warning.compared.errors).toEqual(plain.compared.errors);
        expect(said(warning).filter((code) => code !== 'warned')).toEqual(said(plain, without));
      }),
    );
  });
});
