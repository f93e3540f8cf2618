import * as v from 'valibot';
import { aboveBlueSchema } from '../../../lib/domain/gate/above-blue';
import {
  increaseText,
  maxDurationIncreaseSchema,
  maxShareIncreaseSchema,
  mostBeside,
  type MaxIncrease,
} from '../../../lib/domain/gate/max-increase';

describe('how much more may be', () => {
  it.each<[MaxIncrease, number, string]>([
    [{ kind: 'points', points: 1 }, 5, '1 point more'],
    [{ kind: 'points', points: 2.5 }, 6.5, '2.5 points more'],
    [{ kind: 'milliseconds', milliseconds: 200 }, 204, '200 ms more'],
    [{ kind: 'factor', factor: 10 }, 40, '10 times as much'],
    [{ kind: 'percent', percent: 50 }, 6, '50 % more'],
  ])('beside 4 by %j is %d: %s', (increase, most, text) => {
    expect(mostBeside(4, increase)).toBe(most);
    expect(increaseText(increase)).toBe(text);
  });

  it.each<[unknown, boolean, boolean]>([
    [{ kind: 'points', points: 0 }, true, false],
    [{ kind: 'points', points: 100 }, true, false],
    [{ kind: 'points', points: -0.1 }, false, false],
    [{ kind: 'points', points: 100.1 }, false, false],
    [{ kind: 'factor', factor: 1 }, true, true],
    [{ kind: 'factor', factor: 0.9 }, false, false],
    [{ kind: 'factor', factor: Infinity }, false, false],
    [{ kind: 'percent', percent: 0.1 }, true, true],
    [{ kind: 'percent', percent: 0 }, false, false],
    [{ kind: 'milliseconds', milliseconds: 0 }, false, true],
    [{ kind: 'milliseconds', milliseconds: 900_000 }, false, true],
    [{ kind: 'milliseconds', milliseconds: 900_001 }, false, false],
    [{ kind: 'milliseconds', milliseconds: -1 }, false, false],
    [{ kind: 'often' }, false, false],
    [{ kind: 'points', points: 1, more: 1 }, false, false],
  ])('%j may be of a share: %s, of a duration: %s', (increase, ofShare, ofDuration) => {
    expect(v.is(maxShareIncreaseSchema, increase)).toBe(ofShare);
    expect(v.is(maxDurationIncreaseSchema, increase)).toBe(ofDuration);
  });
});

describe('a rule in a squad’s own words', () => {
  it.each<[number, number, boolean]>([
    [1, 1, true],
    [3, 5, true],
    [15, 15, true],
    [5, 3, false],
    [0, 5, false],
    [1, 16, false],
  ])('may take %d of %d minutes: %s', (minutes, of, may) => {
    expect(v.is(aboveBlueSchema, { kind: 'above-blue', minutes, of })).toBe(may);
  });

  it('says what is wrong with more minutes than it looks at', () => {
    const { issues } = v.safeParse(aboveBlueSchema, { kind: 'above-blue', minutes: 5, of: 3 });
    expect(issues?.map(({ message }) => message)).toEqual(['must have `of` as many minutes as `minutes` at least']);
  });

  it('is said to be finite, where it is not', () => {
    const { issues = [] } = v.safeParse(maxShareIncreaseSchema, { kind: 'factor', factor: Infinity });
    expect(issues.map(({ message }) => message)).toEqual(['must be a finite number']);
  });
});
