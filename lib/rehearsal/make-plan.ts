import { planSteps, type PlannedSteps, type StepSource } from './plan-steps';
import type { RehearsalPlan } from './rehearsal-plan';
import type { Scenario, ScenarioHistory, TrafficRequest } from './scenario/scenario';
import { ScenarioError } from './scenario/scenario-error';
import type { PastTraffic } from './workload/history';

/** What a plan is made of. */
export interface PlanOptions extends StepSource {
  /**
   * What is in the file that the scenario names as `traffic.requests`.
   *
   * @default - there is none: a scenario that names one is refused
   */
  readonly requests?: readonly TrafficRequest[];
}

/** A plan, with what its scenario expects to come of it: `rehearse` plays it, and leaves judging to whoever asked. */
export interface ScenarioPlan extends RehearsalPlan, PlannedSteps {}

/**
 * Makes the plan of a scenario and the assemblies that it is about. Nothing is read but what is given.
 *
 * @throws ScenarioError when the scenario cannot be played with what is given
 * @throws UnknownName when a step runs a command that is not there
 */
export function makePlan(options: PlanOptions): ScenarioPlan {
  const { scenario, requests, called = 'the scenario' } = options;
  const { traffic } = scenario;
  if (traffic?.requests !== undefined && requests === undefined) {
    throw new ScenarioError([
      `${called} names a file of requests, ${traffic.requests}: give what is in it as \`requests\`.`,
    ]);
  }
  const unmodelled = requests === undefined ? [] : saidOfTheModel(scenario);
  if (unmodelled.length > 0) {
    throw new ScenarioError(
      unmodelled.map(
        (key) =>
          `${called} has \`${key}\` beside \`traffic.requests\`: how a real call goes is its handler’s. Leave it out, or the requests.`,
      ),
    );
  }
  const past = scenario.history && { requestsPerSecond: traffic?.requestsPerSecond ?? 0, ...said(scenario.history) };
  if (past?.requestsPerSecond === 0) {
    throw new ScenarioError([
      `${called} has \`history:\`, and no traffic: say \`requestsPerSecond\` there, or in \`traffic\`.`,
    ]);
  }
  return {
    seed: scenario.seed,
    start: Date.parse(scenario.start),
    parameters: scenario.account.parameters,
    ...(scenario.stackParameters ? { stackParameters: scenario.stackParameters } : {}),
    requestsPerSecond: traffic?.requestsPerSecond ?? 0,
    ...(requests === undefined ? {} : { requests }),
    ...(traffic?.through === undefined ? {} : { through: traffic.through }),
    versions: scenario.versions,
    incidents: scenario.incidents,
    ...(past ? { history: past } : {}),
    faults: scenario.faults,
    ...(scenario.throttles ? { throttles: scenario.throttles } : {}),
    ...(scenario.functions ? { functions: scenario.functions } : {}),
    ...(scenario.assumptions ? { assumptions: scenario.assumptions } : {}),
    ...planSteps(options),
  };
}

function said({ hours, requestsPerSecond }: ScenarioHistory): Pick<PastTraffic, 'hours'> & Partial<PastTraffic> {
  return { hours, ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }) };
}

/** What a scenario says of versions that only the model can do, wherever it does. */
function saidOfTheModel({ versions, steps = [] }: Scenario): readonly string[] {
  const places = [
    ['versions', versions] as const,
    ...steps.map((step, index) => [`steps.${index}.versions`, 'versions' in step ? step.versions : undefined] as const),
  ];
  return places.flatMap(([place, said]) =>
    VERSIONS.flatMap((version) => {
      const { retries, ...behaviour } = said?.[version] ?? {};
      return [
        ...OF_MODEL.filter((key) => behaviour[key] !== undefined),
        ...RETRIES_OF_MODEL.filter((key) => retries?.[key] !== undefined).map((key) => `retries.${key}`),
      ].map((key) => `${place}.${version}.${key}`);
    }),
  );
}

const VERSIONS = ['blue', 'green'] as const;
const OF_MODEL = ['failedAnswerRate', 'releaseMetrics'] as const;
const RETRIES_OF_MODEL = ['failsAgain', 'sameVersion'] as const;
