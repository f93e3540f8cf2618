import type { Attestations } from '../domain/attestation/attestations';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { Debt } from '../domain/policy/debt';
import type { JudgedGate } from '../domain/policy/judged-gate';
import { debtsOf } from '../domain/policy/owed';
import { mayOwe, requiredOf } from '../domain/policy/required';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Manifest } from '../domain/release/manifest';
import type { Parameters } from '../domain/release/parameters';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import type { Release } from '../domain/release/release';
import { judgeByGlass, type GlassPorts } from './judge-by-glass';
import { publishedPolicy } from './published-policy';
import { seeAlarms, type AlarmsPorts } from './see-alarms';
import { seeBytes, type BytesPorts } from './see-bytes';
import { seeSchedule, type SchedulePorts } from './see-schedule';

export type JudgingPorts = BytesPorts &
  AlarmsPorts &
  SchedulePorts &
  GlassPorts & {
    readonly platformName: string;
    readonly parameters: Parameters;
    readonly attestations: Pick<Attestations, 'of'>;
    readonly now: () => number;
  };

/** What a release is judged as before any gate is asked. */
export interface JudgedAtOpening {
  readonly judged: readonly JudgedGate[];
  /** What it owes, should it go on. */
  readonly debts: readonly Debt[];
}

/** What is judged before any gate is asked. What cannot be read stops the release: nobody knows what it would have said. */
export async function judgeAtOpening(
  release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'blue' | 'green' | 'openedAt'>,
  manifest: Manifest,
  facts: CommitFacts | undefined,
  ports: JudgingPorts,
): Promise<JudgedAtOpening> {
  const { platformName, parameters, now } = ports;
  const { functionName } = release;
  const {
    subject,
    type = DEFAULT_RELEASE_TYPE,
    adoption,
    gates: { asked: gates },
  } = manifest;
  const at = now();
  const [policy, attestations, alarms] = await Promise.all([
    publishedPolicy(platformName, parameters),
    subject === undefined ? [] : ports.attestations.of(subject),
    seeAlarms(release, manifest, ports),
  ]);
  const { openedAt } = release;
  const known = { functionName, type, adoption, subject, gates, policy, attestations, facts, alarms, openedAt, at };
  const required = requiredOf(policy, known);
  const [bytes, schedule] = await Promise.all([
    // What it unpacks to is asked for by what is attested alone, by now or later.
    seeBytes(release, manifest, attestations.length > 0 || mayOwe(required), ports),
    seeSchedule(release, manifest, known, required, ports),
  ]);
  const judging = { ...known, bytes, schedule };
  const { attested } = gatesOfPhase(gates, 'before-traffic', release);
  return { judged: await judgeByGlass(judging, attested, ports), debts: debtsOf(judging, required) };
}
