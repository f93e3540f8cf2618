import type { Attestations } from '../domain/attestation/attestations';
import type { CommitFacts } from '../domain/facts/commit-facts';
import { judgeRelease } from '../domain/policy/judge-release';
import type { JudgedGate } from '../domain/policy/judged-gate';
import type { Manifest } from '../domain/release/manifest';
import type { Parameters } from '../domain/release/parameters';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import type { Release } from '../domain/release/release';
import { publishedPolicy } from './published-policy';

export interface JudgingPorts {
  readonly platformName: string;
  readonly parameters: Parameters;
  readonly attestations: Pick<Attestations, 'of'>;
  readonly now: () => number;
}

/** What is judged before any gate is asked. What cannot be read stops the release: nobody knows what it would have said. */
export async function judgeAtOpening(
  { functionName }: Pick<Release, 'functionName'>,
  { subject, type = DEFAULT_RELEASE_TYPE, gates: { asked: gates } }: Manifest,
  facts: CommitFacts | undefined,
  { platformName, parameters, attestations, now }: JudgingPorts,
): Promise<readonly JudgedGate[]> {
  const [policy, attested] = await Promise.all([
    publishedPolicy(platformName, parameters),
    subject === undefined ? [] : attestations.of(subject),
  ]);
  return judgeRelease({ functionName, type, subject, gates, policy, attestations: attested, facts, at: now() });
}
