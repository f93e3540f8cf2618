import type { HookPhase } from '../domain/gate/phase';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import type { AskedGate, GateFileObject } from '../domain/release/manifest';
import { manifestParameterName } from '../domain/release/platform-names';
import type { Parameters } from '../domain/release/parameters';
import type { NewRelease, Release } from '../domain/release/release';
import { understoodManifest } from './understood-manifest';

export interface OpeningPorts {
  readonly platformName: string;
  readonly ledger: Pick<Ledger, 'open' | 'manifest'>;
  readonly parameters: Parameters;
}

/** What a gate run goes on with. */
export interface OpenedRelease {
  readonly kind: 'release';
  readonly release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'blue' | 'green'>;
  /** The gates of the phase. */
  readonly gates: readonly Pick<AskedGate, 'name' | 'deadlineSeconds' | 'retry' | 'resumes' | 'functionArn'>[];
  readonly gateFile: GateFileObject;
  readonly releaseRoleArn: string;
}

/** Keeps a release with its manifest, and says which gates of a phase to ask. */
export async function openWithManifest(
  known: NewRelease,
  phase: HookPhase,
  ports: OpeningPorts,
): Promise<OpenedRelease> {
  const text = await manifestText(known, ports);
  const what = `The manifest of ${known.blue === undefined ? 'first release' : 'deployment'} ${known.id}`;
  const { gates, releaseRoleArn } = understoodManifest(what, text);
  const release = await ports.ledger.open(known, text);
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
  };
}

/** The manifest as it was when the release was opened; only the first gate run of a release reads the parameter. */
async function manifestText(
  { id, deploymentGroup }: NewRelease,
  { platformName, ledger, parameters }: OpeningPorts,
): Promise<string> {
  const kept = await ledger.manifest(id);
  return kept ?? parameters.read(manifestParameterName(platformName, deploymentGroup));
}
