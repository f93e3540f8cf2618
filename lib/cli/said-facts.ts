import type { Command } from 'commander';
import type { SaidFacts } from '../domain/facts/gathered-facts';
import { pointInTime } from './point-in-time';
import { UsageError } from './usage-error';

/** What is said of a commit by options. */
export interface SaidOptions {
  readonly branch?: string;
  readonly releaseVersion?: string;
  readonly pullRequest?: string;
  readonly ticket?: readonly string[];
  readonly ticketPattern?: string;
  readonly url?: string;
  readonly hotfix?: boolean;
  readonly discoveredAt?: string;
  readonly by?: string;
}

/** Adds an option for each fact of a commit; what is said counts before all that is found. */
export function addSaidOptions(command: Command): Command {
  return command
    .option('--branch <name>', 'the branch it is on')
    .option('--release-version <version>', 'what the team calls the release, such as 2.4.0; else a tag of the commit')
    .option('--pull-request <number>', 'the pull request that brought it')
    .option('--ticket <key...>', 'the tickets it belongs to; else the keys that commits and branch name')
    .option('--ticket-pattern <regex>', 'how keys of tickets look, where not as SHOP-12')
    .option('--url <address>', 'where the commit can be seen')
    .option('--hotfix', 'it mends what an earlier release broke')
    .option('--no-hotfix', 'it does not, whatever its branch is called')
    .option('--discovered-at <time>', 'when what it mends was discovered, such as 2026-01-31T09:00Z')
    .option('--by <name>', 'who had it annotated; else whoever started the CI run');
}

/**
 * @param at now, in milliseconds since the epoch
 * @throws UsageError where the pattern is none, or the time
 */
export function saidFacts(options: SaidOptions, at: number): SaidFacts {
  const { branch, releaseVersion: version, pullRequest, ticket: tickets, url, hotfix, by, ticketPattern } = options;
  const discoveredAt =
    options.discoveredAt === undefined ? undefined : pointInTime('--discovered-at', options.discoveredAt, at);
  return {
    branch,
    version,
    pullRequest,
    tickets,
    url,
    hotfix,
    discoveredAt,
    by,
    ticketPattern: patternOf(ticketPattern),
  };
}

function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, 'gu');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`\`--ticket-pattern\` must be a regular expression, such as SHOP-\\d+, got: ${text} (${why})`);
  }
}
