import * as v from 'valibot';
import type { Scenario, TrafficRequest } from './scenario';
import { ScenarioError } from './scenario-error';
import { scenarioSchema, trafficRequestsSchema } from './scenario-schema';

/**
 * Reads a scenario, such as what a YAML file of one holds: durations become milliseconds, and what is not said has its
 * default.
 *
 * @throws ScenarioError with every problem and its place
 */
export function parseScenario(value: unknown): Scenario {
  return parsed('the scenario', scenarioSchema, value);
}

/**
 * Reads what customers send, such as what the YAML file holds that a scenario names as `traffic.requests`.
 *
 * @throws ScenarioError with every problem and its place
 */
export function parseTrafficRequests(value: unknown): readonly TrafficRequest[] {
  return parsed('the requests', trafficRequestsSchema, value);
}

function parsed<S extends v.GenericSchema>(whole: string, schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new ScenarioError(result.issues.map((issue) => `${v.getDotPath(issue) ?? whole}: ${issue.message}`));
}
