import * as v from 'valibot';

const aboveZero = v.pipe(v.number(), v.finite('must be a finite number'), v.gtValue(0));

/** So many percentage points more. */
export const pointsSchema = v.strictObject({
  kind: v.literal('points'),
  points: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
});
/** So many times as much. */
export const factorSchema = v.strictObject({ kind: v.literal('factor'), factor: v.pipe(aboveZero, v.minValue(1)) });
/** So many percent more. */
export const percentSchema = v.strictObject({ kind: v.literal('percent'), percent: aboveZero });
/** So many milliseconds more. */
export const millisecondsSchema = v.strictObject({
  kind: v.literal('milliseconds'),
  milliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(900_000)),
});

/** How much more of green's calls may fail than of blue's. */
export const maxShareIncreaseSchema = v.variant('kind', [pointsSchema, factorSchema, percentSchema]);
export type MaxShareIncrease = v.InferOutput<typeof maxShareIncreaseSchema>;

/** How much longer green's calls may take than blue's. */
export const maxDurationIncreaseSchema = v.variant('kind', [millisecondsSchema, factorSchema, percentSchema]);
export type MaxDurationIncrease = v.InferOutput<typeof maxDurationIncreaseSchema>;

export type MaxIncrease = MaxShareIncrease | MaxDurationIncrease;

/** The most that a value may be beside that of blue, in the same unit; points and percentages are as percent. */
export function mostBeside(value: number, increase: MaxIncrease): number {
  switch (increase.kind) {
    case 'points':
      return value + increase.points;
    case 'milliseconds':
      return value + increase.milliseconds;
    case 'factor':
      return value * increase.factor;
    case 'percent':
      return value * (1 + increase.percent / 100);
  }
}

/** As it ends a sentence: `1 point`, `200 ms`, `10 times as much`, `50 %`. */
export function increaseText(increase: MaxIncrease): string {
  switch (increase.kind) {
    case 'points':
      return `${increase.points} point${increase.points === 1 ? '' : 's'} more`;
    case 'milliseconds':
      return `${increase.milliseconds} ms more`;
    case 'factor':
      return `${increase.factor} times as much`;
    case 'percent':
      return `${increase.percent} % more`;
  }
}
