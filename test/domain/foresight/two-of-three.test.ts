import fc from 'fast-check';
import { chanceOfTwoInThree } from '../../../lib/domain/foresight/two-of-three';

const chance = fc.double({ min: 0, max: 1, noNaN: true });

/** Goes through every row of red and calm minutes there can be. */
function byEnumeration(redChances: readonly number[]): number {
  let total = 0;
  for (let row = 0; row < 2 ** redChances.length; row++) {
    const reds = redChances.map((_, minute) => (row >> minute) % 2 === 1);
    const isAlarm = reds.some((red, minute) => red && (reds[minute + 1] === true || reds[minute + 2] === true));
    if (!isAlarm) continue;
    total += redChances.reduce((product, red, minute) => product * (reds[minute] ? red : 1 - red), 1);
  }
  return total;
}

describe('two of three minutes', () => {
  it('are as likely as all the rows of minutes in which they are red', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 9 }), (minutes) => {
        expect(chanceOfTwoInThree(minutes)).toBeCloseTo(byEnumeration(minutes), 12);
      }),
    );
  });

  it('need two minutes', () => {
    expect(chanceOfTwoInThree([])).toBe(0);
    expect(chanceOfTwoInThree([1])).toBe(0);
    expect(chanceOfTwoInThree([1, 1])).toBe(1);
    expect(chanceOfTwoInThree([1, 0, 1])).toBe(1);
    expect(chanceOfTwoInThree([1, 0, 0, 1])).toBe(0);
  });

  it('are never less likely with one more minute', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 30 }), chance, (minutes, another) => {
        expect(chanceOfTwoInThree([...minutes, another])).toBeGreaterThanOrEqual(chanceOfTwoInThree(minutes) - 1e-12);
      }),
    );
  });
});
