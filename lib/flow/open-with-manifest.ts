import { bakeMinutesOf } from '../domain/bake/bake-gate';
import type { HookPhase } from '../domain/gate/phase';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { fittedFacts } from '../domain/facts/fitted-facts';
import type { Debts } from '../domain/policy/debts';
import type { JudgedGate } from '../domain/policy/judged-gate';
import { isStoppedBy, judgedRecords } from '../domain/policy/judged-records';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import { hasLastLook, type AskedGate, type GateFileObject, type Manifest } from '../domain/release/manifest';
import { manifestParameterName } from '../domain/release/platform-names';
import type { PublishedVersions } from '../domain/release/published-version';
import type { NewRelease, Release } from '../domain/release/release';
import { BUDGETS } from '../domain/size/budgets';
import { inTime } from './in-time';
import { judgeAtOpening, type JudgedAtOpening, type JudgingPorts } from './judge-at-opening';
import { understoodManifest } from './understood-manifest';

export interface OpeningPorts extends JudgingPorts {
  readonly ledger: Pick<Ledger, 'open' | 'manifest' | 'read' | 'replace' | 'unsettled'>;
  readonly facts: Pick<FactsLedger, 'read'>;
  readonly debts: Pick<Debts, 'keep'>;
  readonly published: PublishedVersions;
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
  /** Where all traffic has moved: whether green is looked at for some more minutes. */
  readonly bakes?: true;
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
  const release = await ports.ledger.open(
    kept === undefined ? await withWhatIsKnown(known, manifest, facts, ports) : known,
    text,
  );
  const { id, functionName, deploymentGroup, blue, green } = release;
  const { asked, attested } = gatesOfPhase(gates.asked, phase, release);
  const { judged, debts } =
    phase === 'before-traffic' ? await judgeAtOpening(release, manifest, facts, ports) : NOTHING_JUDGED;
  const isStopped = isStoppedBy(judgedRecords(judged, attested, release.openedAt));
  // What cannot be kept nobody would be reminded of, so it stops the release.
  if (!isStopped) await Promise.all(debts.map((debt) => ports.debts.keep(id, debt)));
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
    ...(phase === 'after-traffic' && bakeMinutesOf(manifest, release) !== undefined ? { bakes: true } : {}),
  };
}

const NOTHING_JUDGED: JudgedAtOpening = { judged: [], debts: [] };

/** The manifest as it is now; only the first gate run of a release reads it. */
async function manifestText(
  { deploymentGroup }: NewRelease,
  { platformName, parameters }: OpeningPorts,
): Promise<string> {
  return parameters.read(manifestParameterName(platformName, deploymentGroup));
}

/** For the record alone, so that a release waits no longer for it; milliseconds. */
const RECORD_MS = 5000;

/** What is known of its commit. What cannot be read now is read when somebody looks: it holds up no release. */
async function factsOf({ subject }: Manifest, { facts }: OpeningPorts): Promise<CommitFacts | undefined> {
  return subject === undefined ? undefined : readable(facts.read(subject));
}

/**
 * The release with its subject, with what is known of its commit, as far as a release has room for it, and with a digest of
 * what was published, which holds up no release either.
 */
async function withWhatIsKnown(
  known: NewRelease,
  { subject, adoption }: Manifest,
  facts: CommitFacts | undefined,
  { published }: OpeningPorts,
): Promise<NewRelease> {
  const digest = await readable(published.digest(known.functionName, known.green));
  return {
    ...known,
    ...(subject === undefined ? {} : { subject }),
    ...(adoption === undefined ? {} : { adoption }),
    ...(digest === undefined ? {} : { published: digest }),
    ...(facts ? { facts: fittedFacts(facts, BUDGETS.releaseFacts) } : {}),
  };
}

async function readable<T>(read: Promise<T>): Promise<T | undefined> {
  const done = await inTime(read, RECORD_MS, 'It was not read');
  return 'value' in done ? done.value : undefined;
}
