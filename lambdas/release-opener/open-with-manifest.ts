import * as v from 'valibot';
import { HOOK_PHASES, type HookPhase } from '../../lib/domain/gate/phase';
import { newReleaseOf, type Deployments } from '../../lib/domain/release/deployments';
import { gatesOfPhase } from '../../lib/domain/release/gates-of-phase';
import type { Ledger } from '../../lib/domain/release/ledger';
import {
  manifestParameterName,
  manifestTextSchema,
  type AskedGate,
  type GateFileObject,
} from '../../lib/domain/release/manifest';
import type { Parameters } from '../../lib/domain/release/parameters';
import type { NewRelease, Release } from '../../lib/domain/release/release';
import { parsed } from '../parsed';

export interface OpenerPorts {
  readonly platformName: string;
  readonly deployments: Pick<Deployments, 'describe'>;
  readonly ledger: Pick<Ledger, 'open' | 'manifest'>;
  readonly parameters: Parameters;
}

/** What the gate run goes on with. */
export type Opened =
  /** CodeDeploy puts an old version back: nothing is asked, and nothing may stand in its way. */
  { readonly kind: 'rollback' } | OpenedRelease;

export interface OpenedRelease {
  readonly kind: 'release';
  readonly release: Pick<Release, 'id' | 'functionName' | 'deploymentGroup' | 'blue' | 'green'>;
  /** The gates of the phase. */
  readonly gates: readonly Pick<AskedGate, 'name' | 'deadlineSeconds' | 'retry' | 'resumes' | 'functionArn'>[];
  readonly gateFile: GateFileObject;
  readonly releaseRoleArn: string;
}

const requestSchema = v.strictObject({
  deploymentId: v.pipe(v.string(), v.nonEmpty()),
  phase: v.picklist(HOOK_PHASES),
});

/** Opens the release of a deployment in the ledger, with its manifest, and says which gates to ask. */
export async function openWithManifest(request: unknown, ports: OpenerPorts): Promise<Opened> {
  const { deploymentId, phase } = parsed('The request to open a release', requestSchema, request);
  const deployment = await ports.deployments.describe(deploymentId);
  if (deployment.rollsBack !== undefined) return { kind: 'rollback' };
  const known = newReleaseOf(deployment);
  return openedWith(known, { phase, manifest: await readManifest(known, ports) }, ports.ledger);
}

/** Keeps a release with its manifest, and says which gates of a phase to ask. */
export async function openedWith(
  known: NewRelease,
  { phase, manifest }: { readonly phase: HookPhase; readonly manifest: string },
  ledger: Pick<Ledger, 'open'>,
): Promise<OpenedRelease> {
  const what = `The manifest of ${known.blue === undefined ? 'first release' : 'deployment'} ${known.id}`;
  const { gates, releaseRoleArn } = parsed(what, manifestTextSchema, manifest);
  const release = await ledger.open(known, manifest);
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
export async function readManifest(
  { id, deploymentGroup }: Pick<NewRelease, 'id' | 'deploymentGroup'>,
  { platformName, ledger, parameters }: Pick<OpenerPorts, 'platformName' | 'ledger' | 'parameters'>,
): Promise<string> {
  const kept = await ledger.manifest(id);
  return kept ?? parameters.read(manifestParameterName(platformName, deploymentGroup));
}
