import * as v from 'valibot';
import { BUDGETS } from '../size/budgets';
import { suiteSchema } from '../suite/suite';
import { HOOK_PHASES, IN_FLIGHT } from './phase';
import { MOST_SECONDS } from './teardown-time';

/** Unique within a release; lower-case words joined by hyphens. */
const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  v.maxLength(BUDGETS.gateName, `must have ${BUDGETS.gateName} characters at most`),
);

/** What every gate has that a hook waits for. */
export const hookGateFields = { name, phase: v.picklist(HOOK_PHASES) };

/** What every gate has that is asked while traffic shifts. */
export const inFlightGateFields = { name, phase: v.literal(IN_FLIGHT) };

export function wholeNumber(least: number, most: number) {
  return v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(least), v.maxValue(most));
}

/** The time of a gate that one call of its asker answers; with the deadline's margin it stays below 15 minutes. */
export const withinSeconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(MOST_SECONDS));

/** The time of one call, in milliseconds. */
export const milliseconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(900_000));

/** Conversations, or calls, at a time. */
export const concurrency = wholeNumber(1, 50);

/** A suite that may be sent more than once. */
export const harmlessSuite = v.pipe(
  suiteSchema,
  v.check(({ effects }) => effects === 'none', 'must have `effects: none`, since the gate sends it more than once'),
);
