import { greenShare } from '../../../lib/domain/watch/green-share';
import cases from '../../cases/watch/green-shares.json';

const added = (blue: number, green: number) => ({
  blue: { calls: blue, errors: 0 },
  green: { calls: green, errors: 0 },
});

describe('the share of green that errors are weighed by', () => {
  it.each(cases)('$name', ({ blue, green, weight, share }) => {
    expect(greenShare(added(blue, green), weight ?? undefined)).toBe(share ?? undefined);
  });

  it('takes the weight or the split by the number of calls alone, never by how they fell', () => {
    for (const calls of [33, 34, 60, 299, 301, 400]) {
      const splits = Array.from({ length: calls - 1 }, (_, index) => index + 1).filter(
        (green) => green !== 0.9 * calls,
      );
      const bySplit = splits.map((green) => greenShare(added(calls - green, green), 0.9) === green / calls);
      expect([...new Set(bySplit)]).toEqual([calls >= 300]);
    }
  });
});
