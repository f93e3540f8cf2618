import type { Duration } from 'aws-cdk-lib';
import { policyProblem, type Policy } from '../../domain/policy/policy';
import type { Requirement } from './requirement';

/** What a platform publishes of its requirements. */
export interface BoundPolicy {
  readonly policy: Policy;
  /** The kinds of attestations that it asks for. */
  readonly attested: readonly string[];
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[];
}

export function boundPolicy(requirements: readonly Requirement[] = []): BoundPolicy {
  const bound = requirements.map((one) => one._bindToPlatform());
  const policy: Policy = { schema: 1, requirements: bound.map(({ requirement }) => requirement) };
  const tooLong = policyProblem(policy);
  return {
    policy,
    attested: [...new Set(bound.flatMap(({ attested }) => attested))],
    problems: [
      ...bound.flatMap(({ problems }) => problems.map((problem) => `\`policy\`: ${problem}`)),
      ...(tooLong === undefined ? [] : [tooLong]),
    ],
  };
}

const MOST_DAYS = 90;

export function attestationAgeProblem(age: Duration): string | undefined {
  const minutes = age.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_DAYS * 1440
    ? undefined
    : `\`maxAttestationAge\` must be whole minutes, from 1 minute to ${MOST_DAYS} days, got: ${age.toString()}`;
}
