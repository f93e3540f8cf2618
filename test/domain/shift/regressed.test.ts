import { regressedKeys } from '../../../lib/domain/shift/regressed';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import type { WatchState } from '../../../lib/domain/shift/watch-state';
import { afterLooks, at, countsBy, errorGate, latencyGate, seenCounts, shareBasis, shiftOf } from './example-shift';

const calm = countsBy({ 2: [900, 9, 100, 1] });
const bad = countsBy({ 2: [900, 9, 100, 60] });

/** A look that saw some gates get worse, and the others not. */
function look(minute: number, gates: Readonly<Record<string, typeof calm>>) {
  const counts = Object.entries(gates).map(
    ([gate, minutes]) => [gate, { basis: shareBasis, minutes, greenCalls: 100 }] as const,
  );
  return { ...seenCounts(minute, calm), counts: new Map(counts) };
}

describe('the gates that found a regression', () => {
  const both = shiftOf([errorGate('errors'), latencyGate('slow')]);

  it('are those whose own evidence is enough', () => {
    expect(afterLooks(both, [look(6, { errors: bad, slow: calm })]).regressed).toEqual({ errors: at(6) });
    expect(afterLooks(both, [look(6, { errors: bad, slow: bad })]).regressed).toEqual({ errors: at(6), slow: at(6) });
    expect(afterLooks(both, [look(6, { errors: calm, slow: calm })]).regressed).toEqual({});
  });

  it('have one more where its own evidence is enough later', () => {
    const later = countsBy({ 3: [900, 9, 100, 60] });
    const state = afterLooks(both, [look(6, { errors: bad, slow: calm }), look(7, { errors: calm, slow: later })]);
    expect(state.regressed).toEqual({ errors: at(6), slow: at(7) });
    expect(state.compared.slow!.found!.evidence).toBeGreaterThanOrEqual(100);
  });

  it('are found by the highest evidence within a look, though what is bet on last speaks for green', () => {
    const weights = [seenCounts(1, countsBy({})), seenCounts(3, countsBy({}))];
    const changed = [seenCounts(5, countsBy({}), { weight: 0.5 }), seenCounts(7, countsBy({}), { weight: 0.5 })];
    const minutes = countsBy({ 1: [900, 9, 100, 60], 5: [9e5, 9e4, 9e5, 0] });
    const state = [...weights, ...changed, seenCounts(9, minutes, { weight: 0.5 })].reduce(
      takeLook,
      firstState(shiftOf([errorGate('errors')])),
    );
    expect(state.compared.errors!.evidence).toBeLessThan(1);
    expect(state.regressed).toEqual({ errors: at(9) });
    expect(state.compared.errors!.found!.evidence).toBeGreaterThanOrEqual(100);
  });

  it('is the one that has most of the evidence, where none has enough by itself', () => {
    const state: WatchState = firstState(both);
    const reached = { ...state, enforce: { ...state.enforce, highest: 100 } };
    expect(
      regressedKeys(
        reached,
        new Map([
          ['errors', 99],
          ['slow', 99.9],
        ]),
      ),
    ).toEqual(['errors']);
    expect(
      regressedKeys(
        reached,
        new Map([
          ['errors', 60],
          ['slow', 99.9],
        ]),
      ),
    ).toEqual(['slow']);
    const found = { ...reached, regressed: { slow: at(1) } };
    expect(
      regressedKeys(
        found,
        new Map([
          ['errors', 99],
          ['slow', 1],
        ]),
      ),
    ).toEqual([]);
  });

  it('are shadows by a chance of their own, which takes nothing from the others', () => {
    const plan = shiftOf([errorGate('errors'), errorGate('shadow', { mode: 'shadow' })]);
    const state = afterLooks(plan, [look(6, { errors: calm, shadow: bad })]);
    expect(state.regressed).toEqual({ shadow: at(6) });
    expect(state.enforce).toEqual(afterLooks(shiftOf([errorGate('errors')]), [look(6, { errors: calm })]).enforce);
  });
});
