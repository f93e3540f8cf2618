import * as v from 'valibot';
import { canBeKept } from '../../../lib/domain/gate/evidence';
import { verdictSchema, type Verdict } from '../../../lib/domain/gate/verdict';
import type { MetricsRefusal } from '../../../lib/domain/shift/metrics';
import type { Seen } from '../../../lib/domain/shift/seen';
import { watchedVerdict, type WatchTrouble } from '../../../lib/domain/shift/watched-verdict';
import type { ShiftPlan, WatchedGate } from '../../../lib/domain/shift/watch-plan';
import {
  afterLooks,
  at,
  countsBy,
  errorGate,
  latencyGate,
  seenCounts,
  seenNothing,
  shareBasis,
  shiftOf,
  tablesGate,
} from './example-shift';

const died: WatchTrouble = { reason: { code: 'watch-died', message: 'The watch was not there.' } };

function verdictOf(
  gate: WatchedGate,
  looks: readonly Seen[],
  { trouble, plan = {} }: { readonly trouble?: WatchTrouble; readonly plan?: Partial<ShiftPlan> } = {},
): Verdict {
  const verdict = watchedVerdict(afterLooks(shiftOf([gate], plan), looks), gate, trouble);
  expect(v.safeParse(verdictSchema, verdict).success).toBe(true);
  expect(Object.values(verdict.evidence.figures).filter((value) => !canBeKept(value))).toEqual([]);
  return verdict;
}
const said = ({ outcome, reasons }: Verdict) => [outcome, ...reasons.map(({ code, message }) => `${code}: ${message}`)];

const errors = errorGate('errors');
const slow = latencyGate('slow');
const slowBasis = { ...shareBasis, slowAboveMs: 610, blueMs: 410.4 };
const weights = [seenCounts(0.5, countsBy({}))];
const calm = seenCounts(6, countsBy({ 2: [900, 9, 100, 1] }));
const bad = seenCounts(6, countsBy({ 2: [900, 9, 100, 60] }));
const refused = (kind: MetricsRefusal['kind'], gate = 'errors'): Seen => ({
  ...seenNothing(7, 0.1),
  refused: new Map([[gate, { kind, message: 'not authorized to perform cloudwatch:GetMetricData' }]]),
});

describe('what a gate on errors says', () => {
  it('fails by what decided, since when, and how sure that is', () => {
    const before = seenCounts(5, countsBy({ 1: [1800, 18, 200, 0] }));
    const verdict = verdictOf(errors, [...weights, before, seenCounts(6, countsBy({ 2: [900, 9, 100, 60] }))]);
    expect(said(verdict)).toEqual([
      'fail',
      'regression: 60 % of 100 calls failed on version 8 against 1 % of 900 on version 7, since 09:03 UTC; 1 point more is allowed. The evidence is more than 1 000 000 to 1, and 100 to 1 is enough.',
    ]);
    expect(verdict.evidence).toMatchObject({
      ...{ source: 'CloudWatch metrics of both versions', sampleSize: 300, windowMs: 360_000 },
      figures: { looks: 3, blueCalls: 2700, blueFailed: 27, greenCalls: 300, greenFailed: 60, evidence: 1e12 },
    });
  });

  it('says the same of it once it was found, whatever comes after it', () => {
    const found = verdictOf(errors, [...weights, bad]);
    const later = Array.from({ length: 9 }, (_, index) =>
      seenCounts(8 + index, countsBy({ [3 + index]: [9000, 900, 1000, 0] })),
    );
    expect(said(verdictOf(errors, [...weights, bad, ...later]))).toEqual(said(found));
  });

  it('passes where green is shown to be no worse than is allowed', () => {
    const good = seenCounts(6, countsBy({ 2: [90_000, 1800, 10_000, 50] }));
    expect(said(verdictOf(errors, [...weights, good]))).toEqual([
      'pass',
      'certified: No worse than is allowed, shown: 0.5 % of 10 000 calls failed on version 8 against 2 % of 90 000 on version 7; 1 point more is allowed.',
    ]);
  });

  it('does not know where nothing was found, or nothing counted', () => {
    expect(said(verdictOf(errors, [...weights, calm]))).toEqual([
      'inconclusive',
      'nothing-found: No regression found in 100 calls of version 8 beside 900 of version 7; one of 15 points or more would have been (1 point more is allowed).',
    ]);
    expect(said(verdictOf(errors, [seenNothing(6, 0.1)]))).toEqual([
      'inconclusive',
      'nothing-found: Nothing is known: no call of version 8 was counted.',
    ]);
  });

  it('says that there was no history to go by, and that counts were lowered', () => {
    const basis = { ...shareBasis, from: 'first-minutes' } as const;
    const looks = [
      seenCounts(6, countsBy({ 2: [900, 9, 100, 1] }), { basis }),
      seenCounts(7, countsBy({ 2: [800, 9, 100, 1] }), { basis }),
    ];
    expect(said(verdictOf(errors, looks)).slice(2)).toEqual([
      'no-history: There are no calls of chat:live before the shift to go by.',
      'counts-shrank: CloudWatch lowered counts that were used already.',
    ]);
  });
});

describe('what a gate on durations says', () => {
  it.each([
    [{ kind: 'milliseconds', milliseconds: 200 }, 99, '200 ms more than the 99th percentile of 410 ms is allowed'],
    [{ kind: 'factor', factor: 2 }, 92, '2 times as much as the 92nd percentile of 410 ms is allowed'],
    [{ kind: 'percent', percent: 50 }, 50, '50 % more than the 50th percentile of 410 ms is allowed'],
  ] as const)('names what is slow and what is allowed: %j', (maxIncrease, percentile, allowed) => {
    const gate = { ...slow, watched: { watches: 'durations', maxIncrease, percentile } } as const;
    const look = seenCounts(6, countsBy({ 2: [900, 9, 100, 60] }), { gates: ['slow'], basis: slowBasis });
    const verdict = verdictOf(gate, [...weights, look]);
    expect(said(verdict)[1]).toContain(
      'regression: 60 % of 100 calls of version 8 took longer than 610 ms against 1 % of 900 of version 7, since 09:00 UTC; ',
    );
    expect(said(verdict)[1]).toContain(`; ${allowed}. The evidence`);
    expect(verdict.evidence.figures).toMatchObject({ blueSlow: 9, greenSlow: 60, slowAboveMs: 610 });
  });
});

describe('what a literal rule says', () => {
  const gate = (maxIncrease: { kind: 'points'; points: number } | { kind: 'factor'; factor: number }) =>
    errorGate('errors', {
      watched: { watches: 'errors', maxIncrease, rule: { kind: 'above-blue', minutes: 2, of: 3 } },
    });
  const values = (...green: readonly number[]): Seen => ({
    ...seenNothing(9, 0.1),
    counts: new Map([
      [
        'errors',
        {
          ...{ minutes: new Map(), greenCalls: 7 },
          values: {
            blue: new Map(green.map((_, index) => [at(1 + index), 1.234])),
            green: new Map(green.map((value, index) => [at(1 + index), value])),
          },
        },
      ],
    ]),
  });

  it.each<[string, WatchedGate, readonly number[], readonly string[]]>([
    [
      'it was met',
      gate({ kind: 'points', points: 1 }),
      [1, 12.6, 12.6],
      [
        'fail',
        'regression: The rule was met: version 8 above version 7 by more than 1 point in 2 of 3 minutes; 13 % against 1.2 % in the last of them.',
      ],
    ],
    [
      'it was not met',
      gate({ kind: 'factor', factor: 2 }),
      [1, 1, 1],
      ['pass', 'rule-not-met: In 3 minutes the rule was not met: version 8 above 2 times version 7 in 2 of 3 minutes.'],
    ],
    [
      'it could not be met',
      gate({ kind: 'points', points: 1 }),
      [9],
      [
        'inconclusive',
        'nothing-found: Both versions had calls in 1 minute only: too few for the rule, version 8 above version 7 by more than 1 point in 2 of 3 minutes.',
      ],
    ],
  ])('%s', (_, rule, green, expected) => {
    expect(said(verdictOf(rule, [values(...green)], { plan: { expectedGreenCalls: 50 } }))).toEqual(expected);
  });
});

describe('what a gate on tables says', () => {
  const tables = [{ table: 'catalogue' }, { table: 'catalogue', index: 'by-author' }];
  const look = (minute: number, events: number, before = 0): Seen => ({
    ...seenNothing(minute, 0.1),
    tables: new Map([
      [
        'tables',
        {
          tables,
          events: [new Map([[at(2), events]]), new Map()],
          before: [new Map(before > 0 ? [[at(-3), before]] : []), new Map()],
        },
      ],
    ]),
  });
  const gate = tablesGate('tables');
  const note = tablesGate('tables', { watched: { watches: 'tables', onThrottle: 'note' } });
  const THROTTLED =
    'table-throttled: Table catalogue was throttled 1 204 times since 09:00 UTC, when traffic began to move, and not in the ten minutes before.';

  it.each<[string, WatchedGate, Seen, readonly string[]]>([
    ['was throttled', gate, look(6, 1204), ['fail', THROTTLED]],
    ['was throttled, and is only to be noted', note, look(6, 1204), ['pass', THROTTLED]],
    [
      'was throttled before, too',
      gate,
      look(6, 1204, 1),
      [
        'pass',
        'throttled-before: Table catalogue is throttled, as it was in the ten minutes before traffic moved: that is not the doing of version 8.',
      ],
    ],
    [
      'was calm',
      gate,
      look(8, 0),
      ['pass', 'not-throttled: No throttling of catalogue and catalogue, index by-author in 5 minutes.'],
    ],
    [
      'was calm for a minute, and may not have been in the next',
      gate,
      look(4.9, 0),
      ['pass', 'not-throttled: No throttling of catalogue and catalogue, index by-author in 1 minute.'],
    ],
    [
      'was not seen for a minute whose events would be there',
      gate,
      look(3.9, 0),
      [
        'inconclusive',
        'nothing-seen: The tables were not looked at for a whole minute whose events would have been there.',
      ],
    ],
  ])('%s', (_, of, seen, expected) => {
    expect(said(verdictOf(of, [seen]))).toEqual(expected);
  });

  it('rests on every minute of every table and index', () => {
    const { evidence } = verdictOf(gate, [look(8, 3)]);
    expect(evidence).toMatchObject({ sampleSize: 10, figures: { tables: 2, minutes: 5, throttleEvents: 3 } });
  });
});

describe('a watch that cannot be relied on', () => {
  it.each<[string, readonly Seen[], WatchTrouble | undefined, Verdict['outcome'], string]>([
    ['may not look', [...weights, calm, refused('denied')], undefined, 'fail', 'metrics-refused'],
    [
      'asks what is not taken',
      [...weights, calm, refused('not-understood')],
      undefined,
      'inconclusive',
      'metrics-not-understood',
    ],
    ['was not there', [...weights, calm], died, 'fail', 'watch-died'],
    ['was not there and asks what is not taken', [refused('not-understood')], died, 'fail', 'watch-died'],
  ])('%s', (_, looks, trouble, outcome, code) => {
    const verdict = verdictOf(errors, looks, trouble ? { trouble } : {});
    expect([verdict.outcome, verdict.reasons[0]?.code]).toEqual([outcome, code]);
    expect(verdict.reasons.at(-1)?.code).toBe('nothing-found');
  });

  it('could look again by the last look', () => {
    const looks = [...weights, refused('denied'), seenCounts(8, countsBy({ 2: [900, 9, 100, 1] }))];
    expect(verdictOf(errors, looks).reasons.map(({ code }) => code)).toEqual(['nothing-found']);
  });

  it('has found a regression all the same', () => {
    const verdict = verdictOf(errors, [...weights, bad, refused('denied')], { trouble: died });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['regression']);
  });

  it.each([
    [19.9, 'inconclusive', ['nothing-found']],
    [20, 'fail', ['no-calls-seen', 'nothing-found']],
  ] as const)('saw no call, of %s that were to come: %s', (expectedGreenCalls, outcome, codes) => {
    const verdict = verdictOf(errors, [seenCounts(6, countsBy({ 2: [900, 9, 0, 0] }))], {
      plan: { expectedGreenCalls },
    });
    expect([verdict.outcome, verdict.reasons.map(({ code }) => code)]).toEqual([outcome, codes]);
  });

  it.each<[string, WatchedGate, Seen]>([
    [
      'that cannot be compared yet',
      slow,
      { ...seenNothing(6, 0.1), counts: new Map([['slow', { minutes: new Map(), greenCalls: 30 }]]) },
    ],
    [
      'from before its basis',
      errors,
      seenCounts(6, countsBy({ 2: [900, 9, 100, 0] }), { basis: { ...shareBasis, countsFrom: at(5) } }),
    ],
    ['of which no minute is published', errors, seenCounts(4, countsBy({ 2: [900, 9, 100, 0] }))],
  ])('saw calls %s: they are no missing ones', (_, gate, look) => {
    const verdict = verdictOf(gate, [look], { plan: { expectedGreenCalls: 500 } });
    expect([verdict.outcome, verdict.reasons.map(({ code }) => code)]).toEqual(['inconclusive', ['nothing-found']]);
  });
});
