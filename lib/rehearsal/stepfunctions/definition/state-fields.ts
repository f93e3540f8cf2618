import * as v from 'valibot';
import type { Json, JsonObject } from '../data/json';

export const STATE_TYPES = ['Task', 'Choice', 'Wait', 'Pass', 'Succeed', 'Fail', 'Parallel', 'Map'] as const;
export type StateType = (typeof STATE_TYPES)[number];
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** Any JSON: the definition was read as such. */
const json = v.custom<Json>((value) => value !== undefined, 'a JSON value');
const path = v.string();
const pathOrNull = v.nullable(v.string());
const template = v.record(v.string(), json);
const whole = v.pipe(v.number(), v.integer());
const errorNames = v.pipe(v.array(v.string()), v.minLength(1));
const assign = { Assign: v.optional(template) };
/** A number, or an expression that gives one. */
const numberOr = v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.string()]);

const common = {
  Comment: v.optional(v.string()),
  QueryLanguage: v.optional(v.picklist(['JSONPath', 'JSONata'])),
};
const flow = { Next: v.optional(v.string()), End: v.optional(v.boolean()) };
const paths = { InputPath: v.optional(pathOrNull), OutputPath: v.optional(pathOrNull) };
const output = { Output: v.optional(json) };
const payload = { Parameters: v.optional(json), ResultPath: v.optional(pathOrNull) };
const selector = { ResultSelector: v.optional(template) };

/** Step Functions Developer Guide, "Retrying after an error". */
const retrier = v.strictObject({
  Comment: v.optional(v.string()),
  ErrorEquals: errorNames,
  IntervalSeconds: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(99_999_999))),
  MaxAttempts: v.optional(v.pipe(whole, v.minValue(0), v.maxValue(99_999_999))),
  BackoffRate: v.optional(v.pipe(v.number(), v.minValue(1))),
  MaxDelaySeconds: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(31_622_399))),
  JitterStrategy: v.optional(v.picklist(['FULL', 'NONE'])),
});
const catcherEntries = { Comment: v.optional(v.string()), ErrorEquals: errorNames, Next: v.string(), ...assign };
const retry = { Retry: v.optional(v.array(retrier)) };

const pathCatch = {
  Catch: v.optional(v.array(v.strictObject({ ...catcherEntries, ResultPath: v.optional(pathOrNull) }))),
};
const jsonataCatch = { Catch: v.optional(v.array(v.strictObject({ ...catcherEntries, ...output }))) };

/** What the states share that do work: Task, Parallel and Map. */
const pathWork = { ...common, ...flow, ...paths, ...payload, ...selector, ...assign, ...retry, ...pathCatch };
const jsonataWork = { ...common, ...flow, ...output, ...assign, ...retry, ...jsonataCatch };

/** A nested machine is checked as one of its own. */
const nested = v.custom<Json>((value) => typeof value === 'object' && value !== null, 'a state machine');

const pathChoice = v.record(v.string(), json);
const jsonataChoice = v.strictObject({
  Comment: v.optional(v.string()),
  Condition: v.union([v.string(), v.boolean()]),
  Next: v.string(),
  ...assign,
  ...output,
});

/**
 * The fields of every type of state, by query language (Amazon States Language, "State types").
 * A field that is not listed stops the rehearsal by name.
 */
export const STATE_FIELDS: Readonly<
  Record<StateType, Readonly<Record<QueryLanguage, v.GenericSchema<unknown, StateFields>>>>
> = {
  Task: {
    JSONPath: v.strictObject({
      ...pathWork,
      Type: v.literal('Task'),
      Resource: v.string(),
      TimeoutSeconds: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(99_999_999))),
      TimeoutSecondsPath: v.optional(path),
      HeartbeatSeconds: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(99_999_999))),
      HeartbeatSecondsPath: v.optional(path),
    }),
    JSONata: v.strictObject({
      ...jsonataWork,
      Type: v.literal('Task'),
      Resource: v.string(),
      Arguments: v.optional(json),
      TimeoutSeconds: v.optional(numberOr),
      HeartbeatSeconds: v.optional(numberOr),
    }),
  },
  Choice: {
    JSONPath: v.strictObject({
      ...common,
      ...paths,
      ...assign,
      Type: v.literal('Choice'),
      Choices: v.pipe(v.array(pathChoice), v.minLength(1)),
      Default: v.optional(v.string()),
    }),
    JSONata: v.strictObject({
      ...common,
      ...output,
      ...assign,
      Type: v.literal('Choice'),
      Choices: v.pipe(v.array(jsonataChoice), v.minLength(1)),
      Default: v.optional(v.string()),
    }),
  },
  Wait: {
    JSONPath: v.strictObject({
      ...common,
      ...flow,
      ...paths,
      ...assign,
      Type: v.literal('Wait'),
      Seconds: v.optional(v.pipe(whole, v.minValue(0), v.maxValue(99_999_999))),
      SecondsPath: v.optional(path),
      Timestamp: v.optional(v.string()),
      TimestampPath: v.optional(path),
    }),
    JSONata: v.strictObject({
      ...common,
      ...flow,
      ...output,
      ...assign,
      Type: v.literal('Wait'),
      Seconds: v.optional(numberOr),
      Timestamp: v.optional(v.string()),
    }),
  },
  Pass: {
    JSONPath: v.strictObject({
      ...common,
      ...flow,
      ...paths,
      ...payload,
      ...assign,
      Type: v.literal('Pass'),
      Result: v.optional(json),
    }),
    JSONata: v.strictObject({ ...common, ...flow, ...output, ...assign, Type: v.literal('Pass') }),
  },
  Succeed: {
    JSONPath: v.strictObject({ ...common, ...paths, Type: v.literal('Succeed') }),
    JSONata: v.strictObject({ ...common, ...output, Type: v.literal('Succeed') }),
  },
  Fail: {
    JSONPath: v.strictObject({
      ...common,
      Type: v.literal('Fail'),
      Error: v.optional(v.string()),
      ErrorPath: v.optional(path),
      Cause: v.optional(v.string()),
      CausePath: v.optional(path),
    }),
    JSONata: v.strictObject({
      ...common,
      Type: v.literal('Fail'),
      Error: v.optional(v.string()),
      Cause: v.optional(v.string()),
    }),
  },
  Parallel: {
    JSONPath: v.strictObject({
      ...pathWork,
      Type: v.literal('Parallel'),
      Branches: v.pipe(v.array(nested), v.minLength(1)),
    }),
    JSONata: v.strictObject({
      ...jsonataWork,
      Type: v.literal('Parallel'),
      Arguments: v.optional(json),
      Branches: v.pipe(v.array(nested), v.minLength(1)),
    }),
  },
  Map: {
    JSONPath: v.strictObject({
      ...pathWork,
      Type: v.literal('Map'),
      ItemProcessor: v.optional(nested),
      Iterator: v.optional(nested),
      ItemsPath: v.optional(path),
      ItemSelector: v.optional(json),
      MaxConcurrency: v.optional(v.pipe(whole, v.minValue(0))),
      MaxConcurrencyPath: v.optional(path),
    }),
    JSONata: v.strictObject({
      ...jsonataWork,
      Type: v.literal('Map'),
      ItemProcessor: v.optional(nested),
      Items: v.optional(json),
      ItemSelector: v.optional(json),
      MaxConcurrency: v.optional(numberOr),
    }),
  },
};

export type Retrier = v.InferOutput<typeof retrier>;

export interface CatchFields {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null | undefined;
  readonly Output?: Json | undefined;
  readonly Assign?: JsonObject | undefined;
}

/** All that some state may say. Which of it a state of a type may, its schema has checked. */
export interface StateFields {
  readonly Next?: string | undefined;
  readonly End?: boolean | undefined;
  readonly InputPath?: string | null | undefined;
  readonly OutputPath?: string | null | undefined;
  readonly Parameters?: Json | undefined;
  readonly Arguments?: Json | undefined;
  readonly ResultSelector?: JsonObject | undefined;
  readonly ResultPath?: string | null | undefined;
  readonly Output?: Json | undefined;
  readonly Assign?: JsonObject | undefined;
  readonly Retry?: readonly Retrier[] | undefined;
  readonly Catch?: readonly CatchFields[] | undefined;
  readonly Resource?: string | undefined;
  readonly TimeoutSeconds?: number | string | undefined;
  readonly TimeoutSecondsPath?: string | undefined;
  readonly HeartbeatSeconds?: number | string | undefined;
  readonly HeartbeatSecondsPath?: string | undefined;
  readonly Choices?: readonly Readonly<Record<string, Json | undefined>>[] | undefined;
  readonly Default?: string | undefined;
  readonly Seconds?: number | string | undefined;
  readonly SecondsPath?: string | undefined;
  readonly Timestamp?: string | undefined;
  readonly TimestampPath?: string | undefined;
  readonly Result?: Json | undefined;
  readonly Error?: string | undefined;
  readonly ErrorPath?: string | undefined;
  readonly Cause?: string | undefined;
  readonly CausePath?: string | undefined;
  readonly Branches?: readonly Json[] | undefined;
  readonly ItemProcessor?: Json | undefined;
  readonly Iterator?: Json | undefined;
  readonly Items?: Json | undefined;
  readonly ItemsPath?: string | undefined;
  readonly ItemSelector?: Json | undefined;
  readonly MaxConcurrency?: number | string | undefined;
  readonly MaxConcurrencyPath?: string | undefined;
}
