import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import type { ShiftPlan } from '../../../lib/domain/shift/watch-plan';
import type { AddedCounts } from '../../../lib/domain/watch/look';

const MINUTE = 60_000;

const plan = (holdBackSeconds: number): ShiftPlan => ({
  ...{ functionName: 'chat', aliasName: 'live', blue: '1', green: '2', began: 0, windowMinutes: 30 },
  holdBackSeconds,
  gates: [
    {
      name: 'error-rate',
      mode: 'enforce',
      onInconclusive: 'proceed',
      watched: { watches: 'errors', maxIncrease: { kind: 'points', points: 1 } },
    },
  ],
});

/** An outage of both versions: each call fails, those of blue within its timeout and those of green five minutes later. */
function sharedOutage(at: number, greenLateMs: number): ReadonlyMap<number, AddedCounts> {
  const minutes = new Map<number, AddedCounts>();
  for (let minute = 0; minute + MINUTE <= at; minute += MINUTE) {
    const isGreenThere = minute + MINUTE + greenLateMs <= at;
    minutes.set(minute, {
      blue: { calls: 900, errors: 900 },
      green: isGreenThere ? { calls: 100, errors: 100 } : { calls: 0, errors: 0 },
    });
  }
  return minutes;
}

/** The outage is over after ten minutes: green's errors of it come in when blue has none any more. */
function endedOutage(at: number, greenLateMs: number): ReadonlyMap<number, AddedCounts> {
  const all = sharedOutage(at, greenLateMs);
  return new Map(
    [...all].map(([minute, counts]) =>
      minute < 10 * MINUTE
        ? [minute, counts]
        : [minute, { blue: { calls: 900, errors: 4 }, green: { calls: 100, errors: 0 } }],
    ),
  );
}

function regressedIn(holdBackSeconds: number): readonly string[] {
  let state = firstState(plan(holdBackSeconds));
  for (let at = MINUTE; at <= 30 * MINUTE; at += MINUTE) {
    const basis = {
      from: 'history' as const,
      tolerance: { factor: 1, extra: 0.01 },
      dispersion: 1,
      countsFrom: 0,
    };
    const minutes = endedOutage(at, 5 * MINUTE);
    const greenCalls = [...minutes.values()].reduce((sum, { green }) => sum + green.calls, 0);
    const counts = new Map([['error-rate', { basis, greenCalls, minutes }]]);
    state = takeLook(state, { at, weight: 0.1, counts, tables: new Map(), refused: new Map() });
  }
  return Object.keys(state.regressed);
}

describe('versions whose timeouts differ', () => {
  it('are compared by calls of which both have all, so that an outage of both is that of neither', () => {
    expect(regressedIn(300)).toEqual([]);
  });

  it('would else be told apart by when their calls are counted', () => {
    expect(regressedIn(0)).toEqual(['error-rate']);
  });
});
