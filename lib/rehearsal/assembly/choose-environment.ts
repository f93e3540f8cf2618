import { NotEmulated } from '../kernel/not-emulated';
import type { AssemblyStack } from './assembly-stack';
import type { Assembly } from './read-assembly';

/** An account and a region of it. */
export interface Environment {
  readonly accountId: string;
  readonly region: string;
}

/** Where stacks are played that do not say where they belong. */
export const DEFAULT_ENVIRONMENT: Environment = { accountId: '123456789012', region: 'us-east-1' };

/** How the regions of other partitions than `aws` begin (AWS General Reference, "Amazon Resource Names"). */
const OTHER_PARTITIONS: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eusc-/, 'aws-eusc'],
];

/**
 * The one account and region in which all stacks of a rehearsal are played: those that they say. A stack that leaves
 * its account or region open follows the others.
 *
 * @throws NotEmulated where the stacks are in several, or in another partition than `aws`
 */
export function chooseEnvironment(assemblies: readonly Assembly[]): Environment {
  const stacks = assemblies.flatMap(({ directory, stacks }) => stacks.map((stack) => ({ ...stack, directory })));
  const accounts = said(stacks.map(({ account }) => account));
  const regions = said(stacks.map(({ region }) => region));
  if (accounts.length > 1 || regions.length > 1) {
    throw new NotEmulated(
      `A rehearsal of stacks in several ${accounts.length > 1 ? 'accounts' : 'regions'}`,
      byEnvironment(stacks),
      'Give the stacks the same `env`, or put those of each account and region into a `Stage` of their own and rehearse its folder (`cdk.out/assembly-<stage>`).',
    );
  }
  const [accountId = DEFAULT_ENVIRONMENT.accountId] = accounts;
  const [region = DEFAULT_ENVIRONMENT.region] = regions;
  const [, partition] = OTHER_PARTITIONS.find(([begins]) => begins.test(region)) ?? [];
  if (partition !== undefined) {
    throw new NotEmulated(
      `The region ${region}, of the partition ${partition},`,
      byEnvironment(stacks),
      'Synthesize the stacks for a region of the partition `aws` to rehearse them.',
    );
  }
  return { accountId, region };
}

function said(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

/** So many names of stacks say which are meant. */
const MOST_NAMES = 5;

/** The stacks that say where they belong, by what they say. */
function byEnvironment(stacks: readonly (AssemblyStack & Pick<Assembly, 'directory'>)[]): string {
  const names = new Map<string, Set<string>>();
  for (const { name, account, region } of stacks) {
    if (account === undefined && region === undefined) continue;
    const environment = `aws://${account ?? 'unknown-account'}/${region ?? 'unknown-region'}`;
    names.set(environment, (names.get(environment) ?? new Set()).add(name));
  }
  return [...names].map(([environment, of]) => `${environment} (${shortList([...of])})`).join(', ');
}

function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
