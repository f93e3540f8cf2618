import * as v from 'valibot';
import type { Assumptions } from './assumptions';
import { durationSchema } from './duration';

const duration = v.optional(durationSchema);
const flag = v.optional(v.boolean());
/** What a deployment says of its end. */
const error = v.optional(v.strictObject({ code: v.string(), message: v.string() }));
const count = (least: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(least)));

/**
 * What AWS leaves open, chosen otherwise than the rehearsal would. What is left out stays as the report's
 * `assumptions` say.
 */
export const assumptionsSchema = v.strictObject({
  codeDeploy: v.optional(
    v.pipe(
      v.strictObject({
        /** How often a deployment looks at its alarms: 10 to 30 s. */
        alarmPoll: v.optional(
          v.pipe(durationSchema, v.minValue(10_000, 'must be 10s to 30s'), v.maxValue(30_000, 'must be 10s to 30s')),
        ),
        /** How many alarms a deployment group may have. */
        mostAlarms: count(10),
        startDelay: duration,
        rollbackDelay: duration,
        rollbackDuration: duration,
        /** Whether a linear shift waits for its interval once more after the last step. */
        linearTrailingWait: flag,
        /** What becomes of the last percent where the increments of a linear shift do not add up to 100. */
        linearRemainder: v.optional(v.picklist(['own-step', 'with-last-step'])),
        /** The configuration that a rollback is shown with. */
        rollbackConfiguration: v.optional(v.picklist(['all-at-once', 'of-group'])),
        /** Whether a target lists the lifecycle events that have no hook. */
        eventsWithoutHookListed: flag,
        hookTimeoutError: error,
        manualStopError: error,
        alarmsDuringAfterAllowTraffic: flag,
        insufficientDataStops: flag,
        hookErrorFails: flag,
      }),
      v.transform(({ alarmPoll, startDelay, rollbackDelay, rollbackDuration, ...flags }) =>
        said({
          alarmPollMs: alarmPoll,
          startDelayMs: startDelay,
          rollbackDelayMs: rollbackDelay,
          rollbackDurationMs: rollbackDuration,
          ...flags,
        }),
      ),
    ),
  ),
  cloudWatch: v.optional(
    v.pipe(
      v.strictObject({
        /** After a minute's end, until its metrics can be seen. */
        publicationDelay: duration,
        highResolutionDelay: duration,
        /** How many periods more than its EvaluationPeriods an alarm looks back. */
        evaluationRangeExtra: count(0),
        dynamoDbAlwaysIgnoresMissing: flag,
        /** Whether anybody may ask for the percentile rank, `PR(:300)`. */
        percentileRank: v.optional(v.picklist(['accepted', 'refused'])),
        /** How long a state lasts that `SetAlarmState` set. */
        setStateFallsBackAfter: duration,
      }),
      v.transform(({ publicationDelay, highResolutionDelay, setStateFallsBackAfter, ...others }) =>
        said({
          publicationDelayMs: publicationDelay,
          highResolutionDelayMs: highResolutionDelay,
          setStateFallsBackAfterMs: setStateFallsBackAfter,
          ...others,
        }),
      ),
    ),
  ),
  cloudFormation: v.optional(
    v.pipe(
      v.strictObject({
        /** What one operation on one resource takes. */
        resourceOperation: duration,
        /** Until CloudFormation has noticed the end of a CodeDeploy deployment. */
        codeDeployPoll: duration,
        aliasUpdatePolicyFrom: v.optional(v.picklist(['new', 'previous'])),
        updatePolicyAlone: v.optional(v.picklist(['change', 'no-change'])),
      }),
      v.transform(({ resourceOperation, codeDeployPoll, ...others }) =>
        said({ resourceOperationMs: resourceOperation, codeDeployPollMs: codeDeployPoll, ...others }),
      ),
    ),
  ),
  lambda: v.optional(
    v.pipe(
      v.strictObject({ coldStart: duration, accountConcurrency: count(1) }),
      v.transform(({ coldStart, ...others }) => said({ coldStartMs: coldStart, ...others })),
    ),
  ),
  dynamoDb: v.optional(
    v.pipe(
      /** For how long an item outlives its time to live. */
      v.strictObject({ timeToLiveDelay: duration }),
      v.transform(({ timeToLiveDelay }) => said({ timeToLiveDelayMs: timeToLiveDelay })),
    ),
  ),
  stepFunctions: v.optional(
    v.pipe(
      v.strictObject({
        /** What it takes to enter a state. */
        transition: duration,
        /** The error of a path in a payload template that finds nothing. */
        missingPathError: v.optional(v.picklist(['States.Runtime', 'States.ParameterPathFailure'])),
      }),
      v.transform(({ transition, ...others }) => said({ transitionMs: transition, ...others })),
    ),
  ),
}) satisfies v.GenericSchema<unknown, Assumptions>;

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that nobody said anything about. */
function said<T extends object>(options: T): Said<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Said<T>;
}
