import { readPolicy } from '../domain/policy/policy';
import { requiredOf } from '../domain/policy/required';
import type { PlannedRelease } from '../domain/preflight/planned-release';
import type { ReleaseFacts, ServingFact } from '../domain/preflight/release-facts';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import { releasesUnderWay } from '../flow/releases-under-way';
import { codeDigestOf, codeSourceIn } from './code-source';
import type { StackTemplate } from './read-templates';
import { type AwsAccount } from './aws-account';
import { now } from './command-clock';
import { calendarFacts } from './calendar-facts';

/** What a platform has published of itself. */
export interface PublishedPolicy {
  /** As text; missing where the platform is older. */
  readonly policy: string | undefined;
  readonly ledgerTable: string | undefined;
}

const AHEAD = 'Nothing is deployed yet.';

/** A release that is looked at before it begins. */
interface AheadOf {
  readonly stack: StackTemplate;
  readonly release: PlannedRelease;
  readonly functionName: string;
  readonly serving: ServingFact | undefined;
}

/**
 * What the opener would judge the release by, and what calendars and other releases say of it, as it is now; nothing where
 * nobody can tell.
 */
export async function releaseJudging(
  { policy: text, ledgerTable }: PublishedPolicy,
  { stack, release, functionName, serving }: AheadOf,
  account: AwsAccount,
): Promise<Pick<ReleaseFacts, 'judging' | 'calendar' | 'underWay'>> {
  const { whole } = release.manifest ?? {};
  if (text === undefined || ledgerTable === undefined || !whole) return {};
  const { subject, type = DEFAULT_RELEASE_TYPE, adoption } = whole;
  const read = readPolicy(text);
  if ('problem' in read) return { judging: { problem: `The policy of the platform cannot be read: ${read.problem}` } };
  const [attestations, facts] =
    subject === undefined
      ? [[], undefined]
      : await Promise.all([account.attestations(ledgerTable).of(subject), account.facts(ledgerTable).read(subject)]);
  const { policy } = read;
  const source = codeSourceIn(stack, release.functionId);
  const judging = {
    functionName,
    type,
    adoption,
    subject,
    gates: whole.gates.asked,
    policy,
    attestations,
    facts,
    at: now(),
    // Before a deployment nothing but the assembly can be looked at.
    bytes: { is: 'not-comparable', because: AHEAD, digest: source && (await codeDigestOf(source)) } as const,
  };
  const blue = serving?.version === undefined ? {} : { blue: serving.version };
  const [calendar, underWay] = await Promise.all([
    calendarFacts({ ...blue, manifest: whole }, judging, account),
    requiredOf(policy, judging).alone.length === 0 ? undefined : releasesUnderWay(account.ledger(ledgerTable)),
  ]);
  return { judging, calendar, ...(underWay ? { underWay } : {}) };
}
