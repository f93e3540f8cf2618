import type { HookPhase } from '../domain/gate/phase';
import type { Attestations } from '../domain/attestation/attestations';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { fittedFacts } from '../domain/facts/fitted-facts';
import { judgeRelease } from '../domain/policy/judge-release';
import type { JudgedGate } from '../domain/policy/judged-gate';
import { isStoppedBy, judgedRecords } from '../domain/policy/judged-records';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import { hasLastLook, type AskedGate, type GateFileObject, type Manifest } from '../domain/release/manifest';
import { manifestParameterName } from '../domain/release/platform-names';
import type { Parameters } from '../domain/release/parameters';
import type { NewRelease, Release } from '../domain/release/release';
import { BUDGETS } from '../domain/size/budgets';
import { publishedPolicy } from './published-policy';
import { understoodManifest } from './understood-manifest';

export interface OpeningPorts {
  readonly platformName: string;
  readonly ledger: Pick<Ledger, 'open' | 'manifest'>;
  readonly parameters: Parameters;
  readonly facts: Pick<FactsLedger, 'read'>;
  readonly attestations: Pick<Attestations, 'of'>;
  readonly now: () => number;
}

/** What a gate run goes on with. */
export interface OpenedRelease {
  readonly kind: 'release';
  readonly release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'blue' | 'green'>;
  /** The gates of the phase that are asked. */
  readonly gates: readonly Pick<AskedGate, 'name' | 'deadlineSeconds' | 'retry' | 'resumes' | 'functionArn'>[];
  /** What was judged by what had been attested. Where that stops the release, no gate is asked. */
  readonly judged: readonly JudgedGate[];
  readonly gateFile: GateFileObject;
  readonly releaseRoleArn: string;
  /** Where all traffic has moved and there is a last look to take: how long the watch waits for metrics, in whole seconds. */
  readonly settleSeconds?: number;
}

/** Keeps a release with its manifest, and says which gates of a phase to ask. */
export async function openWithManifest(
  known: NewRelease,
  phase: HookPhase,
  ports: OpeningPorts,
): Promise<OpenedRelease> {
  const kept = await ports.ledger.manifest(known.id);
  const text = kept ?? (await manifestText(known, ports));
  const what = `The manifest of ${known.blue === undefined ? 'first release' : 'deployment'} ${known.id}`;
  const manifest = understoodManifest(what, text);
  const { gates, releaseRoleArn } = manifest;
  const facts = phase === 'before-traffic' ? await factsOf(manifest, ports) : undefined;
  // One that is there already keeps what was known as it was opened.
  const release = await ports.ledger.open(kept === undefined ? withFacts(known, manifest, facts) : known, text);
  const { id, functionName, deploymentGroup, blue, green } = release;
  const { asked, attested } = gatesOfPhase(gates.asked, phase, release);
  const judged = phase === 'before-traffic' ? await judgedAtOpening(release, manifest, facts, ports) : [];
  const isStopped = isStoppedBy(judgedRecords(judged, attested, release.openedAt));
  return {
    kind: 'release',
    release: { id, functionName, deploymentGroup, ...(blue === undefined ? {} : { blue }), green },
    gates: (isStopped ? [] : asked).map(({ name, deadlineSeconds, retry, resumes, functionArn }) => ({
      ...{ name, deadlineSeconds },
      ...(retry ? { retry } : {}),
      ...(resumes === undefined ? {} : { resumes }),
      ...(functionArn === undefined ? {} : { functionArn }),
    })),
    judged,
    gateFile: { bucket: gates.bucket, key: gates.key, sha256: gates.sha256 },
    releaseRoleArn,
    ...(phase === 'after-traffic' && hasLastLook(manifest)
      ? { settleSeconds: manifest.watch?.settleSeconds ?? 0 }
      : {}),
  };
}

/** The manifest as it is now; only the first gate run of a release reads it. */
async function manifestText(
  { deploymentGroup }: NewRelease,
  { platformName, parameters }: OpeningPorts,
): Promise<string> {
  return parameters.read(manifestParameterName(platformName, deploymentGroup));
}

/** What is known of its commit. What cannot be read now is read when somebody looks: it holds up no release. */
async function factsOf({ subject }: Manifest, { facts }: OpeningPorts): Promise<CommitFacts | undefined> {
  return subject === undefined ? undefined : facts.read(subject).catch(() => undefined);
}

/** The release with its subject, and with what is known of its commit, as far as a release has room for it. */
function withFacts(known: NewRelease, { subject }: Manifest, facts: CommitFacts | undefined): NewRelease {
  if (subject === undefined) return known;
  return { ...known, subject, ...(facts ? { facts: fittedFacts(facts, BUDGETS.releaseFacts) } : {}) };
}

/** What is judged before any gate is asked. What cannot be read stops the release: nobody knows what it would have said. */
async function judgedAtOpening(
  { functionName }: Pick<Release, 'functionName'>,
  { subject, gates: { asked: gates } }: Manifest,
  facts: CommitFacts | undefined,
  { platformName, parameters, attestations, now }: OpeningPorts,
): Promise<readonly JudgedGate[]> {
  const [policy, attested] = await Promise.all([
    publishedPolicy(platformName, parameters),
    subject === undefined ? [] : attestations.of(subject),
  ]);
  return judgeRelease({ functionName, subject, gates, policy, attestations: attested, facts, at: now() });
}
