import { HANDLER_DELAY_MS } from '../../../lib/domain/shift/look-times';
import type { Seen, SeenCounts } from '../../../lib/domain/shift/seen';
import { measuresOf } from '../../../lib/domain/shift/measures';
import { streamsOfPlan } from '../../../lib/domain/shift/streams';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import { watchedVerdict } from '../../../lib/domain/shift/watched-verdict';
import type { ShiftPlan } from '../../../lib/domain/shift/watch-plan';
import type { WatchState } from '../../../lib/domain/shift/watch-state';
import { BEGAN, countsBy, errorGate, latencyGate, seenCounts, shareBasis, shiftOf, type Counts } from './example-shift';

const errors = errorGate('errors');
const byHandler = shiftOf([errors], { releaseMetrics: true });
const handlerBasis = { ...shareBasis, source: 'handler' } as const;
const SECOND = 1 / 60;

/** Ten seconds' counts of the handler's stream, by how many seconds after the beginning theirs began. */
const tens = (counts: Readonly<Record<number, Counts>>, basis: SeenCounts['basis'] = handlerBasis): SeenCounts => {
  const minutes = countsBy(
    Object.fromEntries(Object.entries(counts).map(([start, own]) => [Number(start) * SECOND, own])),
  );
  return { basis, minutes, greenCalls: [...minutes.values()].reduce((sum, { green }) => sum + green.calls, 0) };
};

/** A look so many seconds after the beginning, at what both streams have. */
function look(
  seconds: number,
  handler: SeenCounts,
  lambda?: ReturnType<typeof countsBy>,
  more: Partial<Seen> = {},
): Seen {
  const seen = seenCounts(seconds * SECOND, lambda ?? new Map());
  return { ...seen, counts: new Map([...seen.counts, ['errors/handler', handler]]), ...more };
}

const after = (looks: readonly Seen[], plan: ShiftPlan = byHandler): WatchState =>
  looks.reduce(takeLook, firstState(plan));
const said = (state: WatchState, gate = errors) => {
  const { outcome, reasons } = watchedVerdict(state, gate);
  return [outcome, ...reasons.map(({ code }) => code)];
};

describe('the streams of a watch', () => {
  it('are one for each gate where handlers publish nothing', () => {
    const plan = shiftOf([errors, latencyGate('slow')]);
    expect(streamsOfPlan(plan).map(({ key, source }) => [key, source])).toEqual([
      ['errors', 'minutes'],
      ['slow', 'minutes'],
    ]);
  });

  it("are Lambda's errors and the handler's failures, under one chance", () => {
    const plan = shiftOf([errors, latencyGate('slow')], { releaseMetrics: true });
    const { measures } = measuresOf(plan, 'enforce', { 'errors/handler': { basis: handlerBasis } });
    expect(measures.map(({ name, share, preWarmed }) => [name, share, preWarmed])).toEqual([
      ['errors', 0.4 / 2 / 0.7, false],
      ['errors/handler', 0.4 / 2 / 0.7, true],
      ['slow', expect.closeTo(0.3 / 0.7, 9), false],
    ]);
    expect(measures.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });
});

describe('a look at what handlers publish', () => {
  it('bets on ten seconds as soon as they are there, the first ones too', () => {
    const delay = HANDLER_DELAY_MS / 1000;
    const outage = tens({ 0: [900, 0, 100, 0], 10: [900, 2, 100, 60] });
    const [early, soon] = [10 + delay, 20 + delay].map((seconds) => after([look(1, tens({})), look(seconds, outage)]));
    expect(early!.regressed).toEqual({});
    expect(soon!.regressed).toEqual({ errors: BEGAN + (20 + delay) * 1000 });
    expect(watchedVerdict(soon!, errors).reasons[0]?.message).toContain(
      '30 % of 200 warm calls failed on version 8 against 0.11 % of 1 800 on version 7',
    );
    expect(watchedVerdict(soon!, errors).evidence.source).toBe("metrics of both versions' handlers");
  });

  it('adds nothing up: each stream has its own counts', () => {
    const state = after([
      look(1, tens({})),
      look(400, tens({ 10: [900, 1, 100, 1] }), countsBy({ 1: [900, 3, 100, 2] })),
    ]);
    expect(state.compared.errors?.total).toEqual({
      blue: { calls: 900, errors: 3 },
      green: { calls: 100, errors: 2 },
    });
    expect(state.compared['errors/handler']?.total).toEqual({
      blue: { calls: 900, errors: 1 },
      green: { calls: 100, errors: 1 },
    });
  });

  it("finds by Lambda's errors what wrote no line", () => {
    const lambda = countsBy({ 1: [900, 1, 100, 60] });
    const state = after([look(1, tens({})), look(400, tens({ 10: [900, 1, 40, 0] }), lambda)]);
    expect(said(state)[0]).toBe('fail');
    expect(watchedVerdict(state, errors).reasons[0]?.message).toContain('60 % of 100 calls failed on version 8');
  });

  it('speaks of what wrote no line where that is what looks bad, and of what handlers publish else', () => {
    const toldOf = (errorsOfGreen: number) => {
      const lambda = countsBy({ 1: [900, 1, 100, errorsOfGreen] });
      return watchedVerdict(after([look(1, tens({})), look(400, tens({ 10: [900, 1, 94, 0] }), lambda)]), errors);
    };
    const [bad, good] = [toldOf(6), toldOf(0)];
    expect([bad.outcome, good.outcome]).toEqual(['inconclusive', 'inconclusive']);
    expect(bad.evidence.figures).toMatchObject({ greenCalls: 100, greenFailed: 6 });
    expect(good.evidence.figures).toMatchObject({ greenCalls: 94, greenFailed: 0 });
  });

  it.each<[string, number, string[]]>([
    ['meets', 50, ['fail', 'regression']],
    ['does not meet', 0, ['pass', 'rule-not-met']],
  ])('says what a rule found that answers of the handler alone: %s', (_, percent, expected) => {
    const rule = { kind: 'above-blue', minutes: 2, of: 3 } as const;
    const gate = errorGate('errors', { watched: { ...errors.watched, rule } as never });
    const ofMinutes = (value: number) => new Map([1, 2, 3].map((minute) => [BEGAN + minute * 60_000, value]));
    const ruled = (green: number): SeenCounts => ({
      ...{ minutes: new Map(), greenCalls: 300, values: { blue: ofMinutes(0), green: ofMinutes(green) } },
    });
    const seen = {
      ...look(360, ruled(percent)),
      counts: new Map([
        ['errors', ruled(0)],
        ['errors/handler', ruled(percent)],
      ]),
    };
    const state = after([seen], shiftOf([gate], { releaseMetrics: true }));
    expect(Object.keys(state.regressed)).toEqual(percent > 0 ? ['errors'] : []);
    expect(said(state, gate)).toEqual(expected);
    expect(watchedVerdict(state, gate).evidence.source).toBe("metrics of both versions' handlers");
  });

  it('keeps the gate that was found, by whichever stream, as it was found', () => {
    const found = after([look(1, tens({})), look(60, tens({ 10: [900, 2, 100, 60] }))]);
    const later = takeLook(found, look(400, tens({}), countsBy({ 1: [900, 1, 100, 60] })));
    expect(later.regressed).toEqual(found.regressed);
    expect(said(later)).toEqual(['fail', 'regression']);
    expect(watchedVerdict(later, errors).reasons).toEqual(watchedVerdict(found, errors).reasons);
  });

  it('passes where both streams show that green is no worse', () => {
    const good = tens({ 10: [90_000, 1800, 10_000, 50] });
    expect(said(after([look(1, tens({})), look(400, good)]))[0]).toBe('inconclusive');
    const both = look(400, good, countsBy({ 1: [90_000, 1800, 10_000, 50] }));
    expect(said(after([look(1, tens({})), both]))).toEqual(['pass', 'certified']);
  });

  it('bets for the certificate with the split that was counted, however few calls a look has', () => {
    const plan = shiftOf([errors], { releaseMetrics: true, windowMinutes: 60 });
    // Half of green's calls are cold, and left out: of what is left it has a twentieth, at a weight of a tenth.
    const looks = Array.from({ length: 60 }, (_, index) =>
      look(10 * index + 60, tens({ [10 * index]: [19, 0, 1, 0] })),
    );
    const measureAfter = (count: number) =>
      after([look(1, tens({})), ...looks.slice(0, count)], plan).enforce.measures[1]!;
    const capital = (count: number) => measureAfter(count).certification.staked.reduce((sum, one) => sum + one, 0);
    expect([capital(29), measureAfter(29).waiting?.green.calls]).toEqual([1, 29]);
    const once = after([look(1, tens({})), look(60, tens({ 10: [570, 0, 30, 0] }))], plan).enforce.measures[1]!;
    expect(measureAfter(30).certification).toEqual(once.certification);
    expect([capital(30) > 1, measureAfter(30).waiting]).toEqual([true, undefined]);
    expect(capital(59)).toBe(capital(30));
    expect(capital(60)).toBeGreaterThan(capital(30));
  });
});

describe('what a gate says of what handlers publish', () => {
  const calm = countsBy({ 1: [900, 1, 100, 0] });
  const traces = (published: number, invoked: number) => ({ handler: { published, invoked } });
  const silent = (published: number, invoked: number, gate = errors, plan = byHandler) =>
    said(after([look(400, tens({}), calm, traces(published, invoked))], { ...plan, gates: [gate] }), gate);

  it.each<[string, number, number, boolean]>([
    ['it told of none of twenty calls', 0, 20, true],
    ['there were too few to tell', 0, 19, false],
    ['it told of one, be it a cold one', 1, 5000, false],
  ])("fails of a reason of its own where green's handler is silent: %s", (_, published, invoked, fails) => {
    expect(silent(published, invoked)).toEqual([
      fails ? 'fail' : 'inconclusive',
      ...(fails ? ['handler-silent'] : []),
      'nothing-found',
    ]);
  });

  it('says so of latency too, and of no gate that does not read it', () => {
    expect(silent(0, 20, latencyGate('errors'))).toContain('handler-silent');
    const counts = { failures: own('Rude'), total: own('All'), versionDimension: 'Version' };
    const ownCounts = errorGate('errors', { watched: { ...errors.watched, watches: 'own-counts' } as never, counts });
    expect(silent(0, 20, ownCounts)).not.toContain('handler-silent');
    expect(said(after([look(400, tens({}), calm, traces(0, 20))], shiftOf([errors])))).not.toContain('handler-silent');
  });

  it("notes that blue's handler published too little, and goes by Lambda's own metrics", () => {
    const none = { minutes: new Map(), greenCalls: 100 };
    const regressed = countsBy({ 1: [900, 1, 100, 60] });
    expect(said(after([look(400, none, calm)]))).toEqual(['inconclusive', 'nothing-found', 'handler-not-compared']);
    expect(said(after([look(400, none, regressed)]))).toEqual(['fail', 'regression', 'handler-not-compared']);
  });

  it('notes that versions with different timeouts publish of different calls', () => {
    const plan = { ...byHandler, holdBackSeconds: 30 };
    const { reasons } = watchedVerdict(after([look(400, { minutes: new Map(), greenCalls: 9 }, calm)], plan), errors);
    expect(reasons.at(-1)?.message).toContain('have different timeouts');
  });
});

function own(name: string) {
  return { namespace: 'Chat', name, dimensions: {} };
}
