import type { MaxIncrease } from '../../../lib/domain/gate/max-increase';
import { warnAtProblems } from '../../../lib/domain/gate/warn-at';

const points = (of: number): MaxIncrease => ({ kind: 'points', points: of });
const factor = (of: number): MaxIncrease => ({ kind: 'factor', factor: of });
const percent = (of: number): MaxIncrease => ({ kind: 'percent', percent: of });
const millis = (of: number): MaxIncrease => ({ kind: 'milliseconds', milliseconds: of });

const NOT_BELOW = 'past `maxIncrease` the release is stopped, so give a lower one, or leave it out';

describe('a lower limit', () => {
  it.each<[MaxIncrease, MaxIncrease | undefined]>([
    [points(1), undefined],
    [points(2), points(1)],
    [points(0.01), points(0)],
    [factor(2), factor(1.5)],
    [percent(50), percent(49.9)],
    [millis(3000), millis(2000)],
  ])('may be beside %j: %j', (maxIncrease, warnAt) => {
    expect(warnAtProblems({ maxIncrease, warnAt })).toEqual([]);
  });

  it.each<[MaxIncrease, MaxIncrease, string]>([
    [points(1), points(1), `\`warnAt\` must be below \`maxIncrease\`, 1 point more, got: 1 point more; ${NOT_BELOW}`],
    [millis(200), millis(300), `\`warnAt\` must be below \`maxIncrease\`, 200 ms more, got: 300 ms more; ${NOT_BELOW}`],
    [
      factor(2),
      factor(3),
      `\`warnAt\` must be below \`maxIncrease\`, 2 times as much, got: 3 times as much; ${NOT_BELOW}`,
    ],
    [
      points(1),
      factor(2),
      '`warnAt` must be of the same kind as `maxIncrease`, as it is unknown which of 2 times as much and 1 point more is lower; give both by PercentagePoints.of',
    ],
    [
      millis(200),
      percent(20),
      '`warnAt` must be of the same kind as `maxIncrease`, as it is unknown which of 20 % more and 200 ms more is lower; give both by a Duration',
    ],
    [
      factor(3),
      percent(20),
      '`warnAt` must be of the same kind as `maxIncrease`, as it is unknown which of 20 % more and 3 times as much is lower; give both by Factor.of',
    ],
    [
      percent(50),
      millis(100),
      '`warnAt` must be of the same kind as `maxIncrease`, as it is unknown which of 100 ms more and 50 % more is lower; give both by Percent.of',
    ],
  ])('has its problem said beside %j: %j', (maxIncrease, warnAt, problem) => {
    expect(warnAtProblems({ maxIncrease, warnAt })).toEqual([problem]);
  });
});
