import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { policyProblem, type Policy } from '../../domain/policy/policy';
import type { Permission } from '../allow';
import { atItsLongest, boundCalendars, calendarProblems } from './bound-calendars';
import type { Calendar } from './calendar';
import type { Requirement } from './requirement';

/** What a platform publishes of its requirements. */
export interface BoundPolicy {
  readonly policy: Policy;
  /** The kinds of attestations that it asks for. */
  readonly attested: readonly string[];
  /** What whoever judges by it has to read. */
  readonly permissions: readonly Permission[];
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[];
}

/** @param calendars those that no requirement names */
export function boundPolicy(
  scope: Construct,
  requirements: readonly Requirement[] = [],
  calendars: readonly Calendar[] = [],
): BoundPolicy {
  const bound = requirements.map((one) => one._bindToPlatform());
  const all = [...bound.flatMap((one) => one.calendars), ...calendars];
  const wrong = calendarProblems(all);
  const { sources, permissions } = wrong.length > 0 ? NO_CALENDARS : boundCalendars(scope, all);
  const policyWith = (known: Policy['calendars']): Policy => ({
    schema: 1,
    requirements: bound.map(({ requirement }) => requirement),
    ...(Object.keys(known ?? {}).length === 0 ? {} : { calendars: known }),
  });
  const longest = Object.entries(sources).map(([name, source]) => [name, atItsLongest(source)] as const);
  const tooLong = policyProblem(policyWith(Object.fromEntries(longest)));
  return {
    policy: policyWith(sources),
    attested: [...new Set(bound.flatMap(({ attested }) => attested))],
    permissions,
    problems: [
      ...bound.flatMap(({ problems }) => problems.map((problem) => `\`policy\`: ${problem}`)),
      ...wrong,
      ...(tooLong === undefined ? [] : [tooLong]),
    ],
  };
}

const NO_CALENDARS = { sources: {}, permissions: [] };

const MOST_DAYS = 90;

export function attestationAgeProblem(age: Duration): string | undefined {
  const minutes = age.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_DAYS * 1440
    ? undefined
    : `\`maxAttestationAge\` must be whole minutes, from 1 minute to ${MOST_DAYS} days, got: ${age.toString()}`;
}
