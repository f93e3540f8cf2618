import fc from 'fast-check';
import { SingleValues } from '../../../../lib/rehearsal/cloudwatch/metrics/single-values';
import { percentOf, type Percentile } from '../../../../lib/rehearsal/cloudwatch/metrics/statistic';

interface Came {
  readonly value: number;
  readonly count: number;
}

const percentile = fc.constantFrom<Percentile>('p0', 'p10', 'p50', 'p90', 'p99', 'p99.9', 'p100');
// Few values, so that many are equal, as counts and errors are.
const value = fc.constantFrom(0, 1, 120, 260.5);
const once = fc.record({ value, count: fc.constant(1) });
const often = fc.record({ value, count: fc.integer({ min: 1, max: 3 }) });
const buckets = (one: fc.Arbitrary<Came>) => fc.array(fc.array(one, { minLength: 1, maxLength: 20 }), { minLength: 1 });

/** Linear interpolation between the closest ranks of all values, each as often as it came. */
function expected(came: readonly Came[], asked: Percentile): number {
  const all = came.flatMap(({ value: one, count }) => new Array<number>(count).fill(one)).sort((a, b) => a - b);
  const position = (percentOf(asked) / 100) * (all.length - 1);
  const below = all[Math.floor(position)]!;
  return below + (all[Math.ceil(position)]! - below) * (position - Math.floor(position));
}

function holding(came: readonly Came[]): SingleValues {
  const values = new SingleValues();
  for (const { value: one, count } of came) values.add(one, count);
  return values;
}

describe('the single values of a metric', () => {
  it.each([
    ['each came once', buckets(once)],
    ['some came more often', buckets(often)],
  ])('give the percentiles of all values together where %s', (_, given) => {
    fc.assert(
      fc.property(given, percentile, (came, asked) => {
        expect(SingleValues.percentile(came.map(holding), asked)).toBe(expected(came.flat(), asked));
      }),
    );
  });

  it('give new percentiles once another value came', () => {
    fc.assert(
      fc.property(fc.array(often, { minLength: 1 }), often, percentile, (came, next, asked) => {
        const values = holding(came);
        expect(SingleValues.percentile([values], asked)).toBe(expected(came, asked));
        values.add(next.value, next.count);
        expect(SingleValues.percentile([values], asked)).toBe(expected([...came, next], asked));
      }),
    );
  });
});
