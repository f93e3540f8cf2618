import * as v from 'valibot';
import type { PlannedRelease } from '../preflight/planned-release';
import { referredId, type Template } from '../preflight/template';
import { shapeProblems, type TrafficShape } from '../traffic/traffic-shape';

const routingSchema = v.looseObject({
  TrafficRoutingConfig: v.union([
    v.looseObject({
      Type: v.literal('TimeBasedCanary'),
      TimeBasedCanary: v.looseObject({ CanaryPercentage: v.number(), CanaryInterval: v.number() }),
    }),
    v.looseObject({
      Type: v.literal('TimeBasedLinear'),
      TimeBasedLinear: v.looseObject({ LinearPercentage: v.number(), LinearInterval: v.number() }),
    }),
  ]),
});

/** The traffic plan of a release, as its template has it; undefined where it has none that can be read. */
export function plannedTraffic(template: Template, { groupId }: PlannedRelease): TrafficShape | undefined {
  const name = template.Resources[groupId ?? '']?.Properties.DeploymentConfigName;
  const shape = typeof name === 'string' ? builtIn(name) : ownPlan(template, referredId(name));
  return shape && shapeProblems(shape).length === 0 ? shape : undefined;
}

/** AWS CodeDeploy User Guide, "Working with deployment configurations", section "AWS Lambda compute platform". */
function builtIn(name: string): TrafficShape | undefined {
  if (name === 'CodeDeployDefault.LambdaAllAtOnce') return { kind: 'all-at-once' };
  const [, canary, canaryMinutes] = /^CodeDeployDefault\.LambdaCanary(\d+)Percent(\d+)Minutes$/.exec(name) ?? [];
  if (canary !== undefined) return { kind: 'canary', percent: Number(canary), intervalMinutes: Number(canaryMinutes) };
  const [, linear, every] = /^CodeDeployDefault\.LambdaLinear(\d+)PercentEvery(\d+)Minutes?$/.exec(name) ?? [];
  return linear === undefined ? undefined : { kind: 'linear', percent: Number(linear), intervalMinutes: Number(every) };
}

function ownPlan({ Resources: resources }: Template, id = ''): TrafficShape | undefined {
  const parsed = v.safeParse(routingSchema, resources[id]?.Properties);
  if (!parsed.success) return undefined;
  const { TrafficRoutingConfig: routing } = parsed.output;
  return routing.Type === 'TimeBasedCanary'
    ? {
        kind: 'canary',
        percent: routing.TimeBasedCanary.CanaryPercentage,
        intervalMinutes: routing.TimeBasedCanary.CanaryInterval,
      }
    : {
        kind: 'linear',
        percent: routing.TimeBasedLinear.LinearPercentage,
        intervalMinutes: routing.TimeBasedLinear.LinearInterval,
      };
}
