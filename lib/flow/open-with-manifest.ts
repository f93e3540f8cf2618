import type { HookPhase } from '../domain/gate/phase';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { fittedFacts } from '../domain/facts/fitted-facts';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import { hasLastLook, type AskedGate, type GateFileObject, type Manifest } from '../domain/release/manifest';
import { manifestParameterName } from '../domain/release/platform-names';
import type { Parameters } from '../domain/release/parameters';
import type { NewRelease, Release } from '../domain/release/release';
import { BUDGETS } from '../domain/size/budgets';
import { understoodManifest } from './understood-manifest';

export interface OpeningPorts {
  readonly platformName: string;
  readonly ledger: Pick<Ledger, 'open' | 'manifest'>;
  readonly parameters: Parameters;
  readonly facts: Pick<FactsLedger, 'read'>;
}

/** What a gate run goes on with. */
export interface OpenedRelease {
  readonly kind: 'release';
  readonly release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'blue' | 'green'>;
  /** The gates of the phase. */
  readonly gates: readonly Pick<AskedGate, 'name' | 'deadlineSeconds' | 'retry' | 'resumes' | 'functionArn'>[];
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
  // One that is there already keeps what was known as it was opened.
  const release = await ports.ledger.open(kept === undefined ? await withFacts(known, manifest, ports) : known, text);
  const { id, functionName, deploymentGroup, blue, green } = release;
  return {
    kind: 'release',
    release: { id, functionName, deploymentGroup, ...(blue === undefined ? {} : { blue }), green },
    gates: gatesOfPhase(gates.asked, phase, release).asked.map(
      ({ name, deadlineSeconds, retry, resumes, functionArn }) => ({
        ...{ name, deadlineSeconds },
        ...(retry ? { retry } : {}),
        ...(resumes === undefined ? {} : { resumes }),
        ...(functionArn === undefined ? {} : { functionArn }),
      }),
    ),
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

/** The release with its subject, and with what is known of its commit, as far as a release has room for it. */
async function withFacts(known: NewRelease, { subject }: Manifest, { facts }: OpeningPorts): Promise<NewRelease> {
  if (subject === undefined) return known;
  // What cannot be read now is read by the subject when somebody looks: it holds up no release.
  const found = await facts.read(subject).catch(() => undefined);
  return { ...known, subject, ...(found ? { facts: fittedFacts(found, BUDGETS.releaseFacts) } : {}) };
}
