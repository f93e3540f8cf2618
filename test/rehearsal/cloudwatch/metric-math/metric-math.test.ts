import fc from 'fast-check';
import { evaluateExpression } from '../../../../lib/rehearsal/cloudwatch/metric-math/evaluate-expression';
import { evaluateQuery, type MetricQueryEntry } from '../../../../lib/rehearsal/cloudwatch/metric-math/metric-queries';
import { type Operand, series, type Series } from '../../../../lib/rehearsal/cloudwatch/metric-math/operand';
import { parseExpression } from '../../../../lib/rehearsal/cloudwatch/metric-math/parse-expression';
import errors from '../../../cases/cloudwatch/metric-math-errors.json';
import groups from '../../../cases/cloudwatch/metric-math.json';

function evaluate(expression: string, values: Readonly<Record<string, Series>>): Operand {
  return evaluateExpression(parseExpression(expression, 'a test'), {
    valueOf: (id) => series(values[id]!),
    metricIds: Object.keys(values),
    periodSeconds: 60,
  });
}

/** Without the last digits, in which binary fractions differ. */
function rounded(operand: Operand): Operand {
  if (operand.kind !== 'series') return operand;
  return series(operand.values.map((value) => (value === undefined ? undefined : Math.round(value * 1e9) / 1e9 + 0)));
}

interface Group {
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  readonly cases: readonly {
    readonly name: string;
    readonly expression: string;
    readonly expected: readonly (number | null)[];
  }[];
}

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

function fromJson(values: readonly (number | null)[]): Series {
  return values.map((value) => value ?? undefined);
}

describe.each(groups as unknown as readonly Group[])('metric math', ({ series: named, cases }) => {
  const values = Object.fromEntries(Object.entries(named).map(([id, list]) => [id, fromJson(list)]));

  it.each(cases)('$name: $expression', ({ expression, expected }) => {
    expect(rounded(evaluate(expression, values))).toEqual(rounded(series(fromJson(expected))));
  });
});

describe('metric math that cannot be evaluated', () => {
  it.each(errors)('stops at $name', ({ expression, error, message }) => {
    const thrown = errorOf(() => parseExpression(expression, 'template.json, Alarm'));
    expect(thrown).toMatchObject({
      ...(error === 'NotEmulated' ? { name: error } : { name: 'ApiError', code: error }),
      message: expect.stringContaining(message) as string,
    });
  });

  it.each(['1 / 0', '0 ^ -1'])('refuses the number %s', (expression) => {
    expect(() => evaluate(expression, {})).toThrow('is not a number');
  });

  it.each([
    ...['FILL(1, 0)', 'SUM([m1, 2])', 'FILL(m1, m1)', 'IF(1, 2, 3)', 'ABS(2)', 'PERIOD(m2)', 'SUM(METRICS("m2"))'],
    ...['SUM([m1] + [m1])', 'SUM([m1] > 2)', 'IF([m1], 1, 2)', 'IF(m1, [m1], 2)'],
  ])('refuses %s', (expression) => {
    expect(() => evaluate(expression, { m1: [1] })).toThrow('Invalid metric math');
  });
});

describe('expressions that refer to each other', () => {
  const entry = (text: string): MetricQueryEntry => ({
    kind: 'expression',
    expression: parseExpression(text, 'a test'),
  });

  const nothing = { read: () => [], periodSeconds: 60 };

  it('are evaluated in turn', () => {
    const queries = new Map([
      ['e1', entry('e2 * 2')],
      ['e2', entry('FILL(m1, 1)')],
      ['m1', { kind: 'metric', metric: { namespace: 'N', name: 'M', dimensions: {} }, statistic: 'Sum' } as const],
    ]);
    expect(evaluateQuery(queries, 'e1', { read: () => [5, undefined], periodSeconds: 60 })).toEqual(series([10, 2]));
  });

  it('stop where they go in a circle', () => {
    const queries = new Map([
      ['e1', entry('e2 + 1')],
      ['e2', entry('-e1')],
    ]);
    expect(() => evaluateQuery(queries, 'e1', nothing)).toThrow('e1 -> e2 -> e1');
  });

  it('stop at an id that is not in the list', () => {
    const queries = new Map([['e1', entry('m1 + 1')]]);
    expect(() => evaluateQuery(queries, 'e1', nothing)).toThrow('"m1", which is not in the list. It has: e1');
  });
});

describe('series', () => {
  const value = fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined });
  const two = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }).map((pairs) => ({
    a: pairs.map(([left]) => left),
    b: pairs.map(([, right]) => right),
  }));
  const values = (expression: string, named: Readonly<Record<string, Series>>) => {
    const result = evaluate(expression, named);
    return result.kind === 'series' ? result.values.map((number) => (number === 0 ? 0 : number)) : [];
  };

  it('add up in either order, and SUM agrees', () => {
    fc.assert(
      fc.property(two, (named) => {
        expect(values('a + b', named)).toEqual(values('b + a', named));
        expect(values('a + b', named)).toEqual(values('SUM([a, b])', named));
      }),
    );
  });

  it('have no gap once filled, and keep what they had', () => {
    fc.assert(
      fc.property(two, (named) => {
        expect(values('FILL(a, 3)', named)).toEqual(named.a.map((number) => number ?? 3));
      }),
    );
  });

  it('never hold a value that is not a number', () => {
    fc.assert(
      fc.property(two, fc.constantFrom('a / b', 'a ^ b', '(a - b) ^ 0.5', '1 / (a - a)'), (named, expression) => {
        expect(values(expression, named).every((number) => number === undefined || Number.isFinite(number))).toBe(true);
      }),
    );
  });
});
