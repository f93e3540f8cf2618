import { betsOf } from '../../../lib/domain/shift/bets';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import cases from '../../cases/shift/bets.json';
import { at, countsBy, errorGate, seenCounts, shareBasis, shiftOf } from './example-shift';

interface Case {
  readonly name: string;
  readonly countsFrom?: number;
  readonly looks: readonly {
    readonly at: number;
    readonly weight?: number | null;
    readonly minutes: Readonly<Record<string, readonly number[]>>;
    readonly bets: readonly string[];
  }[];
}

describe('what a look bets on', () => {
  it.each(cases as readonly Case[])('$name', ({ countsFrom = 0, looks }) => {
    const basis = { ...shareBasis, countsFrom: at(countsFrom) };
    let state = firstState(shiftOf([errorGate('errors')]));
    for (const { at: minute, weight = 0.1, minutes, bets } of looks) {
      const seen = seenCounts(minute, countsBy(minutes), { basis, weight });
      const known = { ...state, compared: { errors: { ...state.compared.errors!, basis } } };
      const next = takeLook(state, seen);
      expect(betsOf(known, seen, next.weights).looks.map(asText)).toEqual(bets);
      const added = next.compared.errors!.total.blue.calls - state.compared.errors!.total.blue.calls;
      expect(added).toBe(bets.reduce((sum, text) => sum + Number(/: (\d+)/.exec(text)?.[1]), 0));
      state = next;
    }
  });
});

function asText({ warmUp, weight, added }: ReturnType<typeof betsOf>['looks'][number]): string {
  const arm = ({ calls, errors }: { readonly calls: number; readonly errors: number }) => `${calls}/${errors}`;
  const { blue, green } = added.errors!;
  return `${warmUp ? 'warm-up ' : ''}${weight ?? 'unknown'}: ${arm(blue)} ${arm(green)}`;
}
