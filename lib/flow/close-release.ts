import { newReleaseOf, type DescribedDeployment, type Deployments } from '../domain/release/deployments';
import type { Ledger } from '../domain/release/ledger';
import { decidingAlarm } from '../domain/release/manifest';
import { readManifest } from '../domain/release/read-manifest';
import type { DeploymentEnding } from '../domain/release/release-event';
import { applyAndSend, type OutcomePorts } from './send-outcome';

export interface CloserPorts extends OutcomePorts {
  readonly deployments: Pick<Deployments, 'describe'>;
  readonly ledger: Pick<Ledger, 'open' | 'read' | 'replace' | 'manifest' | 'recordedGates'>;
}

/**
 * Brings a release to its end when CodeDeploy ended a deployment. A rollback is a deployment of its own and ends the
 * release it puts back, whose own end is applied first in case its event is late or lost.
 */
export async function closeRelease(deploymentId: string, ports: CloserPorts): Promise<void> {
  const deployment = await ports.deployments.describe(deploymentId);
  if (deployment.rollsBack === undefined) {
    await endDeployment(deployment, ports);
    return;
  }
  await endDeployment(await ports.deployments.describe(deployment.rollsBack), ports);
  const succeeded = endingOf(deployment).status === 'succeeded';
  await applyAndSend(deployment.rollsBack, { kind: 'rollback-ended', at: ports.now(), succeeded }, ports);
}

async function endDeployment(deployment: DescribedDeployment, ports: CloserPorts): Promise<void> {
  const seen = endingOf(deployment);
  // A deployment that ended before its first hook has no release yet.
  await ports.ledger.open(newReleaseOf(deployment));
  const ending = await namedEnding(deployment.id, seen, ports.ledger);
  await applyAndSend(deployment.id, { kind: 'deployment-ended', at: ports.now(), ending }, ports);
}

/** An event may be ahead of what CodeDeploy answers; Lambda then tries the event again. */
function endingOf({ id, ending }: DescribedDeployment): DeploymentEnding {
  if (!ending) throw new Error(`CodeDeploy does not say yet how deployment ${id} ended; this is to be tried again.`);
  return ending;
}

/** Says which of the release's alarms stopped a deployment, where it was one of them. */
export async function namedEnding(
  id: string,
  ending: DeploymentEnding,
  ledger: Pick<Ledger, 'manifest'>,
): Promise<DeploymentEnding> {
  if (ending.status === 'succeeded') return ending;
  // A release whose hook could not read its manifest ends all the same; it has no alarms to name.
  const read = readManifest(await ledger.manifest(id));
  if ('problem' in read) return ending;
  return { ...ending, by: decidingAlarm(ending.reason.message, read.manifest.alarms) ?? ending.by };
}
