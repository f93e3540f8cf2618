import { joinClusters } from '../../../../lib/domain/gates/quality/paired-case';

const judged = (cluster: string, difference: number, weight = 1) => ({ cluster, difference, weight });

describe('cases of one cluster', () => {
  it('are one observation: their weighted mean', () => {
    expect(joinClusters([judged('a', 0), judged('b', 1), judged('a', -1, 3)])).toEqual([
      { difference: -0.75, weight: 2 },
      { difference: 1, weight: 1 },
    ]);
  });

  it('keep the order in which their clusters came first', () => {
    expect(joinClusters([judged('z', 1), judged('a', 2), judged('z', 1)]).map(({ difference }) => difference)).toEqual([
      1, 2,
    ]);
  });

  it('are none where there are none', () => {
    expect(joinClusters([])).toEqual([]);
  });
});
