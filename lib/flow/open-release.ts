import type { HookPhase } from '../domain/gate/phase';
import { newReleaseOf, type Deployments } from '../domain/release/deployments';
import { openWithManifest, type OpenedRelease, type OpeningPorts } from './open-with-manifest';

export interface OpenerPorts extends OpeningPorts {
  readonly deployments: Pick<Deployments, 'describe'>;
}

/** What a gate run is for. */
export interface OpeningRun {
  readonly deploymentId: string;
  readonly phase: HookPhase;
  /** The ARN of the execution. */
  readonly gateRun?: string | undefined;
}

/** What the gate run of a deployment goes on with. */
export type Opened =
  /** CodeDeploy puts an old version back: nothing is asked, and nothing may stand in its way. */
  { readonly kind: 'rollback' } | OpenedRelease;

/** Opens the release of a deployment in the ledger, with its manifest, and says which gates to ask. */
export async function openRelease({ deploymentId, phase, gateRun }: OpeningRun, ports: OpenerPorts): Promise<Opened> {
  const deployment = await ports.deployments.describe(deploymentId);
  if (deployment.rollsBack !== undefined) return { kind: 'rollback' };
  return openWithManifest({ ...newReleaseOf(deployment), gateRun }, phase, ports);
}
