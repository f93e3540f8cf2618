import type { Attestations } from '../domain/attestation/attestations';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { AlarmsJudged } from '../domain/policy/alarms-verdict';
import type { JudgedGate } from '../domain/policy/judged-gate';
import type { AlarmWatches } from '../domain/release/alarm-watch';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Manifest } from '../domain/release/manifest';
import type { Parameters } from '../domain/release/parameters';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import type { Release } from '../domain/release/release';
import { publishedPolicy } from './published-policy';
import { judgeByGlass, type GlassPorts } from './judge-by-glass';

export interface JudgingPorts extends GlassPorts {
  readonly platformName: string;
  readonly parameters: Parameters;
  readonly attestations: Pick<Attestations, 'of'>;
  readonly alarmWatches: AlarmWatches;
  readonly now: () => number;
}

/** What is judged before any gate is asked. What cannot be read stops the release: nobody knows what it would have said. */
export async function judgeAtOpening(
  release: Pick<Release, 'id' | 'functionName' | 'blue'>,
  manifest: Manifest,
  facts: CommitFacts | undefined,
  ports: JudgingPorts,
): Promise<readonly JudgedGate[]> {
  const { platformName, parameters, attestations, now } = ports;
  const {
    subject,
    type = DEFAULT_RELEASE_TYPE,
    gates: { asked: gates },
  } = manifest;
  const { functionName } = release;
  const [policy, attested, alarms] = await Promise.all([
    publishedPolicy(platformName, parameters),
    subject === undefined ? [] : attestations.of(subject),
    alarmsOf(release, manifest, ports),
  ]);
  const judging = { functionName, type, subject, gates, policy, attestations: attested, facts, alarms, at: now() };
  return judgeByGlass(judging, gatesOfPhase(gates, 'before-traffic', release).attested, ports);
}

/** A first release is no deployment of CodeDeploy's: no alarm stops it. */
async function alarmsOf(
  { id, blue }: Pick<Release, 'id' | 'blue'>,
  { alarms, breakGlass: glassId }: Manifest,
  { alarmWatches, spentGlasses }: JudgingPorts,
): Promise<AlarmsJudged | undefined> {
  if (blue === undefined) return undefined;
  const [watch, spentBy] = await Promise.all([
    alarmWatches.of(id),
    glassId === undefined ? undefined : spentGlasses.by(glassId),
  ]);
  return { releaseId: id, watch, expected: Object.values(alarms), glassId, spentBy };
}
