import { aloneVerdict } from '../../../lib/domain/policy/alone-verdict';
import type { UnderWay } from '../../../lib/domain/policy/schedule';

const other = (more: Partial<UnderWay> = {}): UnderWay => ({
  ...{ id: 'd-0', functionName: 'shop-cart-api', state: 'shifting', openedAt: 500, blue: '4', green: '5' },
  ...more,
});
const judged = (...underWay: readonly UnderWay[]) =>
  aloneVerdict(['shop-cart-*'], { release: { id: 'd-1', openedAt: 1000 }, underWay });

describe('a release that has to be alone', () => {
  it('is stopped by one of what it names, which is named', () => {
    expect(judged(other())).toMatchObject({
      outcome: 'fail',
      reasons: [
        {
          code: 'conflicting-release',
          message:
            'Release d-0 of shop-cart-api (version 4 to 5) is shifting since it was opened at 1970-01-01T00:00:00.500Z: deploy once it has ended.',
        },
      ],
    });
  });

  it.each<[string, UnderWay, string]>([
    ['one of another function', other({ functionName: 'shop-search' }), 'pass'],
    ['itself', other({ id: 'd-1' }), 'pass'],
    ['one that was opened before', other({ state: 'gating' }), 'fail'],
    ['one that was opened since', other({ state: 'gating', openedAt: 1001 }), 'pass'],
    ['one that was opened in the same moment, and comes first', other({ state: 'gating', openedAt: 1000 }), 'fail'],
    [
      'one that was opened in the same moment, and comes after',
      other({ id: 'd-2', state: 'gating', openedAt: 1000 }),
      'pass',
    ],
    ['one that was opened since and moves already', other({ openedAt: 1001 }), 'fail'],
    ['one that is being rolled back', other({ state: 'rolling-back' }), 'fail'],
  ])('is judged by %s', (_, one, outcome) => {
    expect(judged(one).outcome).toBe(outcome);
  });
});
