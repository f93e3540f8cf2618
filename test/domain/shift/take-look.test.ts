import fc from 'fast-check';
import * as v from 'valibot';
import { MINUTE_MS, type Series } from '../../../lib/domain/shift/metrics';
import type { Seen } from '../../../lib/domain/shift/seen';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import { lookRecord } from '../../../lib/domain/shift/watches';
import { watchStateTextSchema, type WatchState } from '../../../lib/domain/shift/watch-state';
import { canBeKept } from '../../../lib/domain/gate/evidence';
import {
  afterLooks,
  at,
  BEGAN,
  countsBy,
  errorGate,
  latencyGate,
  seenCounts,
  seenNothing,
  shareBasis,
  shiftOf,
  tablesGate,
} from './example-shift';

const plan = shiftOf([errorGate('errors')]);

/** What was published of one minute by so many looks: it grows, comes late, or becomes less. */
const publications = fc.array(
  fc
    .tuple(fc.nat(400), fc.nat(400), fc.nat(60), fc.nat(60))
    .map(([blue, blueErrors, green, greenErrors]) => [blue + blueErrors, blueErrors, green + greenErrors, greenErrors]),
  { minLength: 3, maxLength: 12 },
);
/** Looks of which each sees what is published of up to six minutes. */
const shifts = fc.array(publications, { minLength: 1, maxLength: 6 }).map((minutes) => {
  const looks = Math.max(...minutes.map((one) => one.length));
  return Array.from({ length: looks }, (_, look) => {
    const published = minutes.flatMap((one, minute) => (one[look] ? [[String(minute), one[look]] as const] : []));
    return seenCounts(9 + look, countsBy(Object.fromEntries(published)));
  });
});

describe('looks at what is published bit by bit', () => {
  it('bet on no call twice: on the most that was ever seen of each minute', () => {
    fc.assert(
      fc.property(shifts, (looks) => {
        const most = new Map<string, number>();
        for (const { counts } of looks) {
          for (const [minute, { blue, green }] of counts.get('errors')!.minutes) {
            const seen = {
              blueCalls: blue.calls,
              blueErrors: blue.errors,
              greenCalls: green.calls,
              greenErrors: green.errors,
            };
            for (const [name, value] of Object.entries(seen)) {
              most.set(`${name} ${minute}`, Math.max(value, most.get(`${name} ${minute}`) ?? 0));
            }
          }
        }
        const sum = (name: string) =>
          [...most].reduce((all, [key, value]) => (key.startsWith(name) ? all + value : all), 0);
        const { total, open } = afterLooks(plan, looks).compared.errors!;
        const bet = [...open].reduce((all, [, { blue }]) => all + blue.calls, 0);
        expect(bet).toBe(total.blue.calls);
        // What cannot be counts yet, errors above their calls, waits: then it is less, and never more.
        expect(total.blue.calls).toBeLessThanOrEqual(sum('blueCalls'));
        expect(total.green.errors).toBeLessThanOrEqual(sum('greenErrors'));
        const calm = looks.map((look) => withoutErrors(look));
        const { total: ofCalm } = afterLooks(plan, calm).compared.errors!;
        expect(ofCalm.blue.calls).toBe(sum('blueCalls'));
        expect(ofCalm.green.calls).toBe(sum('greenCalls'));
      }),
    );
  });

  it('change nothing but their number where they see the same again', () => {
    fc.assert(
      fc.property(shifts, (looks) => {
        const state = afterLooks(plan, looks);
        const again = takeLook(state, looks.at(-1)!);
        expect({ ...again, looks: state.looks }).toEqual(state);
        expect(again.looks).toBe(state.looks + 1);
      }),
    );
  });

  it('have the same evidence whether or not looks between them saw nothing new', () => {
    fc.assert(
      fc.property(shifts, fc.infiniteStream(fc.boolean()), (looks, chance) => {
        const more = looks.flatMap((look) => (chance.next().value === true ? [look, look, emptyAt(look)] : [look]));
        const [few, many] = [afterLooks(plan, looks), afterLooks(plan, more)];
        expect(many.enforce).toEqual(few.enforce);
        expect(many.compared.errors!.total).toEqual(few.compared.errors!.total);
      }),
    );
  });

  it('note that counts became lower', () => {
    const looks = [
      seenCounts(9, countsBy({ 2: [90, 1, 10, 0] })),
      seenCounts(10, countsBy({ 2: [89, 1, 10, 0] })),
      seenCounts(11, countsBy({ 2: [90, 1, 10, 0] })),
    ];
    expect(afterLooks(plan, looks.slice(0, 1)).compared.errors!.shrank).toBe(false);
    expect(afterLooks(plan, looks).compared.errors!.shrank).toBe(true);
  });

  it('bet on no call twice where metrics are refused in between, for as long as that may be', () => {
    const minutes = countsBy({ 2: [90, 1, 10, 0] });
    const refused: Seen[] = Array.from({ length: 90 }, (_, index) => ({
      ...seenNothing(10 + index, 0.1),
      refused: new Map([['errors', { kind: 'denied', message: 'No.' }]]),
    }));
    const state = afterLooks(plan, [seenCounts(9, minutes), ...refused]);
    expect(state.compared.errors!.seenAt).toBe(at(9));
    expect(takeLook(state, seenCounts(100, minutes)).compared.errors!.total.blue.calls).toBe(90);
  });

  it('know a regression from when the evidence was lowest, and no earlier than traffic moved', () => {
    const early = afterLooks(plan, [seenCounts(0.5, countsBy({}))]);
    expect(early.compared.errors!.rise.at).toBe(BEGAN);
    const later = afterLooks(plan, [seenCounts(9, countsBy({ 2: [900, 9, 100, 0] })), seenCounts(10, countsBy({}))]);
    expect(later.compared.errors!.rise.at).toBe(at(8));
  });

  it('keep what was found as it was found', () => {
    const bad = seenCounts(9, countsBy({ 2: [900, 0, 100, 60] }));
    const found = afterLooks(plan, [bad]);
    expect(found.regressed).toEqual({ errors: at(9) });
    const calm = Array.from({ length: 20 }, (_, index) =>
      seenCounts(10 + index, countsBy({ [3 + index]: [9000, 900, 1000, 0] })),
    );
    const after = calm.reduce(takeLook, found);
    expect(after.compared.errors!.evidence).toBeLessThan(1);
    expect(after.compared.errors!.found).toEqual(found.compared.errors!.found);
    expect(after.compared.errors!.rise).toEqual(found.compared.errors!.rise);
    expect(after.regressed).toEqual({ errors: at(9) });
  });
});

describe('a rule of a shift that began within a minute', () => {
  it('has compared all minutes that it was met in', () => {
    const watched = { ...errorGate('rule').watched, rule: { kind: 'above-blue', minutes: 2, of: 2 } };
    const plan = shiftOf([errorGate('rule', { watched: watched as never })], { began: BEGAN + 20_000 });
    const values = { blue: new Map([0, 1].map((of) => [at(of), 0])), green: new Map([0, 1].map((of) => [at(of), 50])) };
    const seen = { ...seenNothing(4), counts: new Map([['rule', { minutes: new Map(), greenCalls: 9, values }]]) };
    const { rule } = takeLook(firstState(plan), seen).compared.rule!;
    expect([rule.compared, rule.broken?.minutes]).toEqual([2, 2]);
  });
});

const gates = [
  errorGate('errors'),
  errorGate('rule', {
    watched: {
      watches: 'errors',
      maxIncrease: { kind: 'points', points: 1 },
      rule: { kind: 'above-blue', minutes: 2, of: 3 },
    },
  }),
  latencyGate('slow', { mode: 'shadow' }),
  tablesGate('tables'),
];
const series = fc
  .array(fc.tuple(fc.nat(12), fc.double({ min: 0, max: 1e6, noNaN: true })), { maxLength: 5 })
  .map((values): Series => new Map(values.map(([minute, value]) => [at(minute), value])));
const anyLook = fc.record({
  weight: fc.option(fc.constantFrom(0.1, 0.5), { nil: undefined }),
  slow: fc.option(fc.constantFrom('history', 'first-minutes'), { nil: undefined }),
  errors: fc.array(fc.tuple(fc.nat(12), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6)), { maxLength: 6 }),
  values: fc.record({ blue: series, green: series }),
  events: series,
  refused: fc.constantFrom('errors', 'slow', 'nobody'),
});

describe('what a watch knows', () => {
  it('is the same once it was kept as text, whatever it has seen', () => {
    fc.assert(
      fc.property(fc.array(anyLook, { maxLength: 8 }), (looks) => {
        let state = firstState(shiftOf(gates, { expectedGreenCalls: 120 }));
        for (const [index, look] of looks.entries()) {
          state = takeLook(state, seenBy(look, 3 + index));
          expect(v.parse(watchStateTextSchema, JSON.stringify(state))).toEqual(kept(state));
          const numbers = Object.values(lookRecord(state).gates).flatMap((gate) => Object.values(gate));
          expect(numbers.filter((value) => !canBeKept(value))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stays small: 48 hours of ten gates, with an alias whose weight is another one at each look', () => {
    const names = Array.from({ length: 10 }, (_, index) => `a-gate-with-a-name-of-forty-letters-${index}`);
    let state = firstState(
      shiftOf(
        names.map((name) => errorGate(name)),
        { windowMinutes: 48 * 60 },
      ),
    );
    let largest = 0;
    for (let minute = 1; minute <= 48 * 60; minute += minute < 60 ? 1 : 5) {
      const first = Math.max(0, minute - 26);
      const minutes = Object.fromEntries(
        Array.from({ length: minute - first }, (_, index) => [first + index, [123_456, 1234, 12_345, 123]]),
      );
      state = takeLook(state, seenCounts(minute, countsBy(minutes), { gates: names, weight: minute / 3000 }));
      largest = Math.max(largest, Buffer.byteLength(JSON.stringify(state)));
    }
    expect(largest).toBeGreaterThan(10_000);
    expect(largest).toBeLessThan(300_000);
  });
});

function withoutErrors(look: Seen): Seen {
  const minutes = new Map(
    [...look.counts.get('errors')!.minutes].map(([minute, { blue, green }]) => [
      minute,
      { blue: { ...blue, errors: 0 }, green: { ...green, errors: 0 } },
    ]),
  );
  return { ...look, counts: new Map([['errors', { basis: shareBasis, minutes, greenCalls: 0 }]]) };
}

function emptyAt({ at: time }: Seen): Seen {
  return { ...seenNothing((time - BEGAN) / MINUTE_MS), refused: new Map() };
}

function seenBy(look: typeof anyLook extends fc.Arbitrary<infer T> ? T : never, minute: number): Seen {
  const minutes = countsBy(Object.fromEntries(look.errors.map(([of, ...counts]) => [String(of), counts])));
  const slow = look.slow && { ...shareBasis, from: look.slow, slowAboveMs: 610, blueMs: 410.5 };
  const all = new Map([
    ['errors', { basis: shareBasis, minutes, greenCalls: 1 }],
    ['slow', { basis: slow, minutes, greenCalls: 1 }],
    ['rule', { minutes: new Map(), greenCalls: 1, values: look.values }],
  ]);
  return {
    ...seenNothing(minute, look.weight),
    counts: new Map([...all].filter(([name]) => name !== look.refused)),
    tables: new Map([['tables', { tables: [{ table: 'catalogue' }], events: [look.events] }]]),
    refused: new Map(look.refused === 'nobody' ? [] : [[look.refused, { kind: 'denied', message: 'No.' }]]),
  };
}

/** JSON has no member that is undefined. */
function kept(state: WatchState): unknown {
  return JSON.parse(JSON.stringify(state));
}
