import * as v from 'valibot';
import { scenarioSchema, type Scenario } from './scenario';
import { ScenarioError } from './scenario-error';

/**
 * Reads a scenario, such as what a YAML file of one holds: durations become milliseconds, and what is not said has its
 * default.
 *
 * @throws ScenarioError with every problem and its place
 */
export function parseScenario(value: unknown): Scenario {
  const parsed = v.safeParse(scenarioSchema, value);
  if (parsed.success) return parsed.output;
  throw new ScenarioError(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the scenario'}: ${issue.message}`));
}
