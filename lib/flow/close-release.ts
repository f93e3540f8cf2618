import { BY_HAND, handClaimIn, stoppedReason, type HandClaim } from '../domain/release/by-hand';
import { newReleaseOf, type DescribedDeployment, type Deployments } from '../domain/release/deployments';
import type { Ledger } from '../domain/release/ledger';
import { alarmsNamedIn, decidingAlarm } from '../domain/release/manifest';
import { readManifest } from '../domain/release/read-manifest';
import { isTerminal } from '../domain/release/release';
import type { DeploymentEnding } from '../domain/release/release-event';
import type { AliasHistory } from '../domain/release/alias-history';
import type { AlarmReasons } from '../domain/shift/alarm-story';
import { applyAndSend, type OutcomePorts } from './send-outcome';

export interface CloserPorts extends OutcomePorts {
  readonly deployments: Pick<Deployments, 'describe'>;
  readonly ledger: Pick<Ledger, 'open' | 'read' | 'replace' | 'manifest' | 'recordedGates'>;
  /** The releases that an alias has had. */
  readonly history: AliasHistory;
  /** By what words alarms were made red. */
  readonly alarmReasons: AlarmReasons;
}

/**
 * Brings a release to its end when CodeDeploy ended a deployment. A rollback is a deployment of its own and ends the
 * release it puts back, whose own end is applied first in case its event is late or lost.
 */
export async function closeRelease(deploymentId: string, ports: CloserPorts): Promise<void> {
  const deployment = await ports.deployments.describe(deploymentId);
  if (deployment.byHand) {
    await putBack(deployment, deployment.byHand, ports);
    return;
  }
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
  const ending = await namedEnding(deployment, seen, ports);
  await applyAndSend(deployment.id, { kind: 'deployment-ended', at: ports.now(), ending }, ports);
}

/**
 * What a hand put back is no release of its own: it ends the one that brought the version that served. One of which the ledger
 * has none is not recorded, and one that did not succeed has put nothing back: whoever ran it is told.
 */
async function putBack(deployment: DescribedDeployment, claim: HandClaim, ports: CloserPorts): Promise<void> {
  const { id, functionName, aliasName, currentVersion, targetVersion, createdAt } = deployment;
  if (endingOf(deployment).status !== 'succeeded') return;
  const bad = (await ports.history.ofAlias(functionName, aliasName)).find(
    ({ green, openedAt }) => green === currentVersion && openedAt <= createdAt,
  );
  if (!bad) return;
  // Its own end may be late, or lost.
  if (!isTerminal(bad.state) && bad.blue !== undefined)
    await endDeployment(await ports.deployments.describe(bad.id), ports);
  const at = deployment.endedAt ?? ports.now();
  const event = { kind: 'put-back', decidedAt: createdAt, at, to: targetVersion, deploymentId: id, ...claim } as const;
  await applyAndSend(bad.id, event, ports);
}

/** An event may be ahead of what CodeDeploy answers; Lambda then tries the event again. */
function endingOf({ id, ending }: DescribedDeployment): DeploymentEnding {
  if (!ending) throw new Error(`CodeDeploy does not say yet how deployment ${id} ended; this is to be tried again.`);
  return ending;
}

/** Says which of the release's alarms stopped a deployment, where it was one of them, and who made it red, where that was by hand. */
export async function namedEnding(
  { id, createdAt }: Pick<DescribedDeployment, 'id' | 'createdAt'>,
  ending: DeploymentEnding,
  { ledger, alarmReasons }: Pick<CloserPorts, 'alarmReasons'> & { readonly ledger: Pick<Ledger, 'manifest'> },
): Promise<DeploymentEnding> {
  if (ending.status === 'succeeded') return ending;
  // A release whose hook could not read its manifest ends all the same; it has no alarms to name.
  const read = readManifest(await ledger.manifest(id));
  if ('problem' in read) return ending;
  const { alarms } = read.manifest;
  const { regression } = alarms;
  if (regression !== undefined && alarmsNamedIn(ending.reason.message).includes(regression)) {
    // Who it was is not worth that nobody is told how the release ended.
    const reasons = await alarmReasons.redBecause(regression, createdAt).catch(() => []);
    const [claim] = reasons.flatMap((text) => handClaimIn(text) ?? []);
    if (claim) return { ...ending, by: BY_HAND, reason: stoppedReason(claim) };
  }
  return { ...ending, by: decidingAlarm(ending.reason.message, alarms) ?? ending.by };
}
