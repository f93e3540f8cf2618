import * as v from 'valibot';
import { wholeNumber } from './definition-fields';

/** Most of the minutes that a literal rule looks back on: a look sees the last quarter of an hour again. */
const MOST_MINUTES = 15;

/**
 * The rule that many teams use: green is above blue, by more than is allowed, in so many of the last minutes. It is the
 * squad's own words, and no statistics: how often it stops a good release depends on the traffic.
 */
export const aboveBlueSchema = v.pipe(
  v.strictObject({
    kind: v.literal('above-blue'),
    minutes: wholeNumber(1, MOST_MINUTES),
    of: wholeNumber(1, MOST_MINUTES),
  }),
  v.check(({ minutes, of }) => minutes <= of, 'must have `of` as many minutes as `minutes` at least'),
);
export type AboveBlue = v.InferOutput<typeof aboveBlueSchema>;
