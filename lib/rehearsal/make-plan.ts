import { planSteps, type PlannedSteps, type StepSource } from './plan-steps';
import type { RehearsalPlan } from './rehearsal-plan';
import type { TrafficRequest } from './scenario/scenario';
import { ScenarioError } from './scenario/scenario-error';

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
    faults: scenario.faults,
    ...(scenario.functions ? { functions: scenario.functions } : {}),
    ...(scenario.assumptions ? { assumptions: scenario.assumptions } : {}),
    ...planSteps(options),
  };
}
