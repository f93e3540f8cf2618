import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BoundGate } from '../gates/bound-gate';
import type { IReleasePlatform } from '../platform/i-release-platform';
import { ReleasePlatform } from '../platform/release-platform';

type Place = Pick<Stack, 'account' | 'region'>;

/**
 * Why a release cannot belong to its platform: it reads what the platform publishes, and CodeDeploy calls its hooks, in
 * its own account and region. What either leaves to whoever deploys cannot be seen.
 *
 * A platform that is given by its name may be any of this app that has it; where none has, it is another app's. One may
 * be made after the release, so this is asked before the synth.
 */
export function platformElsewhereProblems(release: Construct, platform: IReleasePlatform): string[] {
  const own = Stack.of(release);
  const stacks = platformsOf(release, platform).map((one) => Stack.of(one));
  const [first] = stacks;
  if (!first || stacks.some((stack) => !isElsewhere(own, stack))) return [];
  return [
    `\`platform\` must be in the account and region of the release, where its parameters are read and its hooks are called, got: ${placeOf(first)} (${first.node.path}) for a release in ${placeOf(own)} (${own.node.path}); give both stacks the same \`env\`, or make a ReleasePlatform in a stack with the \`env\` of the release`,
  ];
}

function platformsOf(release: Construct, platform: IReleasePlatform): readonly Construct[] {
  if (platform instanceof ReleasePlatform) return [platform];
  return release.node.root.node
    .findAll()
    .filter((one) => one instanceof ReleasePlatform)
    .filter(({ platformName }) => platformName === platform.platformName);
}

/** Why a gate cannot ask its function, or see what it watches: the platform does so in the region of the release. */
export function gateElsewhereProblems(release: Construct, gates: readonly BoundGate[]): readonly string[] {
  const own = Stack.of(release);
  const functions = gates.flatMap(({ name, ownFunction }) =>
    ownFunction && differs(ownFunction.env.region, own.region)
      ? [
          `gate \`${name}\`: the function must be in the region of the release, ${own.region}, where the platform calls it, got: ${ownFunction.env.region} (${ownFunction.node.path}); deploy it there`,
        ]
      : [],
  );
  const tables = gates.flatMap(({ name, tables = [] }) =>
    tables
      .filter(({ env }) => isElsewhere(env, own))
      .map(
        ({ env, node }) =>
          `gate \`${name}\`: the tables must be in the account and region of the release, ${placeOf(own)}, where the watch reads their metrics, got: ${placeOf(env)} (${node.path}); leave it out`,
      ),
  );
  const metrics = gates.flatMap(({ name, metrics = [] }) =>
    metrics
      .filter(({ account = own.account, region = own.region }) => isElsewhere({ account, region }, own))
      .map(
        ({ account = own.account, region = own.region, metricName }) =>
          `gate \`${name}\`: the metrics must be in the account and region of the release, ${placeOf(own)}, where the watch reads them, got: ${placeOf({ account, region })} (${metricName}); publish it there`,
      ),
  );
  return [...functions, ...tables, ...metrics];
}

/** Whether two places are known and not the same. */
export function isElsewhere(one: Place, other: Place): boolean {
  return differs(one.account, other.account) || differs(one.region, other.region);
}

/** Whether two values are known and not the same. */
function differs(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

export function placeOf({ account, region }: Place): string {
  return [account, region].map((text) => (Token.isUnresolved(text) ? 'unknown' : text)).join('/');
}
