import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Gate, PercentagePoints, Rate, TrafficPlan } from 'sluice';
import type { ReportedGate, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from './run-sluice';
import { healthyChange, synthesizeService, type ServiceProps } from './service-assembly';

/** Gates as a squad has them: a point more of errors, a fifth of a second at p99. */
export const ERRORS = Gate.errorRate({ maxIncrease: PercentagePoints.of(1) });
export const LATENCY = Gate.latency({ percentile: 99, maxIncrease: Duration.millis(200) });

/** A quarter of the customers for twelve minutes; alarms that leave it to the watch. */
export const TWELVE_MINUTES = {
  traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(12) }),
  expectedTraffic: Rate.perSecond(30),
  maxErrorIncreasePoints: 90,
  maxLatency: Duration.seconds(100),
  gates: [Gate.health(), ERRORS, LATENCY],
} as const satisfies ServiceProps['release'];

/** What runs, and what is to follow it: assemblies, as `cdk synth` writes them. */
export interface Change {
  readonly from: string;
  readonly to: string;
}

/** Synthesizes a service under watch and a change of it, both with these props. */
export function synthesizeChange(directory: string, name: string, props: Partial<ServiceProps> = {}): Change {
  const [from, to] = [1, 2].map((number) =>
    synthesizeService(directory, `${name}-${number}`, {
      code: healthyChange(number),
      ...props,
      release: { ...TWELVE_MINUTES, ...props.release },
    }),
  );
  return { from: from!, to: to! };
}

/** What becomes of a change by the built command: its release, as the report has it. */
export function releaseOf(change: Change, scenario: object, timeoutMs?: number): ReportedRelease {
  return releasesOf(change, scenario, timeoutMs).at(-1)!;
}

/** As `releaseOf`, of all that was released, the first deploys too. */
export function releasesOf({ from, to }: Change, scenario: object, timeoutMs?: number): readonly ReportedRelease[] {
  const file = join(to, 'scenario.yaml');
  // JSON is YAML too.
  writeFileSync(file, JSON.stringify({ seed: 7, ...scenario }));
  const args = ['rehearse', '--from', from, '--to', to, '--scenario', file, '--json'];
  return reportOf(runSluice(args, to, timeoutMs)).releases;
}

export function gateOf({ gates }: ReportedRelease, name: string): ReportedGate {
  const found = gates.find((gate) => gate.name === name);
  if (!found)
    throw new Error(`The release has no answer of ${name}, only of: ${gates.map((gate) => gate.name).join(', ')}`);
  return found;
}

/** The minute of the deployment in which CodeDeploy ended it. */
export function minutesToDecision({ deployment, moments }: ReportedRelease): number {
  return (Date.parse(moments.decidedAt ?? '') - Date.parse(deployment?.startedAt ?? '')) / 60_000;
}
