import * as v from 'valibot';
import { assumptionsSchema } from './assumptions-schema';
import { durationSchema } from './duration';
import { WAYS } from '../workload/front-door';
import { faultSchema } from './fault-schema';
import { throttleSchema } from './throttle-schema';
import type {
  CommandExpectation,
  MeanwhileStep,
  RoleSession,
  Scenario,
  ScenarioExpectation,
  Step,
  TrafficRequest,
} from './scenario';
import { latencySchema, rate, versionsSchema } from './versions-schema';

const functionModelSchema = v.strictObject({
  latencyMs: v.optional(latencySchema),
  /** The share of calls that fail, 0 to 1. */
  errorRate: v.optional(rate),
  /** What every call answers: any JSON. */
  answer: v.optional(v.unknown()),
});

/** Troubles that hit both versions, counted from the start of a deployment. */
const incidentsSchema = v.array(v.strictObject({ at: durationSchema, for: durationSchema, errorRate: rate }));

/** Functions that cannot be run, for not being of Node.js: how they answer instead. By logical id or function name. */
const functionsSchema = v.record(
  v.string(),
  v.strictObject({
    model: functionModelSchema,
    /** Of the version that the latest deployment brings. What is not said is as `model`. */
    green: v.optional(functionModelSchema),
  }),
);

/** A customer's request; `${n}` anywhere in it becomes the request's number. */
const trafficRequestSchema = v.strictObject({
  method: v.string(),
  path: v.pipe(v.string(), v.startsWith('/')),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  query: v.optional(v.record(v.string(), v.string())),
  body: v.optional(v.unknown()),
}) satisfies v.GenericSchema<unknown, TrafficRequest>;

export const trafficRequestsSchema = v.pipe(v.array(trafficRequestSchema), v.minLength(1));

const expectSchema = v.strictObject({
  outcome: v.picklist(['released', 'blocked', 'rolled-back', 'failed', 'first-deploy', 'no-change']),
  /** Who settles it: the name of a gate or of an alarm. */
  by: v.optional(v.string()),
  /** From the start of the deployment to its end. */
  within: v.optional(durationSchema),
  /** What IAM refuses, such as `lambda:InvokeFunction`; nothing else may be refused. */
  denied: v.optional(v.array(v.string())),
}) satisfies v.GenericSchema<unknown, ScenarioExpectation>;

/** A value as CloudFormation takes it: a text. A list is its items with commas between them. */
const parameterValueSchema = v.pipe(
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.array(v.union([v.pipe(v.string(), v.regex(/^[^,]*$/, 'must not have a comma')), v.number()])),
  ]),
  v.transform(String),
);

/** Values of template parameters, as by `cdk deploy --parameters`: by the stack's name and the parameter's. */
const stackParametersSchema = v.record(v.string(), v.record(v.string(), parameterValueSchema));

const waitSchema = v.strictObject({ wait: durationSchema });

const commandExpectSchema = v.strictObject({
  exitCode: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  /** Texts that must all be in what it prints. */
  says: v.optional(v.union([v.string(), v.array(v.string())])),
}) satisfies v.GenericSchema<unknown, CommandExpectation>;

const roleSessionSchema = v.strictObject({
  /** Its ARN, physical name, logical id, or whole parts of its construct path. */
  role: v.string(),
  /** What the session is called. */
  session: v.pipe(
    v.string(),
    v.regex(/^[\w+=,.@-]{2,64}$/, 'must be 2 to 64 letters, digits or any of _=,.@+-, as AWS takes it'),
  ),
}) satisfies v.GenericSchema<unknown, RoleSession>;

const runEntries = {
  /** The words of the command, such as `preflight` or `gates report`. */
  run: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z-]*( [a-z][a-z-]*)*$/, 'must be the words of a command, such as `gates report`'),
  ),
  /** Paths in it are from the scenario's folder. */
  args: v.optional(v.array(v.string()), []),
  /** As whom it is run, by what that role may do. Left out: as an administrator. */
  as: v.optional(roleSessionSchema),
  /** For people. */
  name: v.optional(v.string()),
  expect: v.optional(commandExpectSchema),
};

/** A command of an operator, which looks at the account as it is then, and may change it. */
const runSchema = v.strictObject(runEntries) satisfies v.GenericSchema<unknown, Step>;

/** The same in the middle of a deployment. */
const meanwhileSchema = v.strictObject({
  /** From the start of the step. */
  after: durationSchema,
  ...runEntries,
}) satisfies v.GenericSchema<unknown, MeanwhileStep>;

const deploySchema = v.strictObject({
  /** The assembly to deploy: a folder, from the scenario's own. */
  deploy: v.string(),
  /** For people. */
  name: v.optional(v.string()),
  /** Instead of the scenario's own, during this step. */
  versions: v.optional(versionsSchema),
  /** Instead of the scenario's own, during this step. */
  incidents: v.optional(incidentsSchema),
  /** Instead of the scenario's own, during this step. */
  faults: v.optional(v.array(faultSchema)),
  /** Instead of the scenario's own, during this step. */
  throttles: v.optional(v.array(throttleSchema)),
  /** Beside the scenario's own, during this step; one of the same name stands in for it. */
  functions: v.optional(functionsSchema),
  /** Instead of the scenario's own of the same names, in this deployment. */
  stackParameters: v.optional(stackParametersSchema),
  /** Commands that are run while it goes on, one at a time. */
  meanwhile: v.optional(v.array(meanwhileSchema)),
  expect: v.optional(expectSchema),
}) satisfies v.GenericSchema<unknown, Step>;

const requestsPerSecond = v.pipe(v.number(), v.minValue(0, 'must not be negative'), v.maxValue(10_000));

/** What is played: the traffic, how the versions behave, and what is expected to come of it. */
export const scenarioSchema = v.strictObject({
  /** Settles all chance. */
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  /** When it begins, in virtual time. */
  start: v.optional(
    // Signatures have four digits for the year, and a rehearsal may go on for a while.
    v.pipe(v.string(), v.isoTimestamp(), v.regex(/^(?!0|1[0-8]|19[0-6]|9)/, 'must be between the years 1970 and 8999')),
    '2026-01-05T09:00:00.000Z',
  ),
  /** What is in the account before anything is deployed. */
  account: v.optional(
    v.strictObject({
      /** SSM parameters that somebody made by hand, by name. */
      parameters: v.optional(v.record(v.string(), v.string()), {}),
    }),
    {},
  ),
  /** Given to each deployment of a stack that has them; what is not given stays as the deployment before had it. */
  stackParameters: v.optional(stackParametersSchema),
  traffic: v.optional(
    v.strictObject({
      requestsPerSecond,
      /** A YAML file of requests, from the scenario's folder: they call the real handlers. Without it, the model serves. */
      requests: v.optional(v.string()),
      /** How customers come to an alias. Left out: through the API in front of it, if there is exactly one. */
      through: v.optional(v.picklist(WAYS)),
    }),
  ),
  versions: v.optional(versionsSchema, {}),
  /** Troubles that hit both versions, counted from the start of a deployment. */
  incidents: v.optional(incidentsSchema, []),
  /** Traffic that each alias has had before: minutes of it are drawn into its metrics, and not played. */
  history: v.optional(
    v.strictObject({
      hours: v.pipe(v.number(), v.minValue(1, 'must be 1 to 336'), v.maxValue(336, 'must be 1 to 336: 14 days')),
      /** As often as `traffic` says where it is left out. */
      requestsPerSecond: v.optional(requestsPerSecond),
    }),
  ),
  /** What goes wrong on purpose. */
  faults: v.optional(v.array(faultSchema), []),
  /** When which tables are throttled, counted from the start of a deployment. */
  throttles: v.optional(v.array(throttleSchema)),
  functions: v.optional(functionsSchema),
  /** What AWS leaves open, chosen otherwise than the rehearsal would. */
  assumptions: v.optional(assumptionsSchema),
  /** Several releases in a row. Without it: deploy `--from`, then deploy `--to`. */
  steps: v.optional(
    v.pipe(
      v.array(
        v.lazy((input): v.GenericSchema<unknown, Step> =>
          typeof input !== 'object' || input === null
            ? deploySchema
            : 'wait' in input
              ? waitSchema
              : 'run' in input
                ? runSchema
                : deploySchema,
        ),
      ),
      v.minLength(1),
    ),
  ),
  /** Of the deployment of `--to`; steps have their own. */
  expect: v.optional(expectSchema),
}) satisfies v.GenericSchema<unknown, Scenario>;
