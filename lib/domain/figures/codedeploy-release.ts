import type { FigureRelease } from './figure-release';

/** A deployment that has ended, as CodeDeploy's history has it. Times are milliseconds since the epoch. */
export interface PastDeployment {
  readonly id: string;
  readonly group: string;
  readonly status: 'Succeeded' | 'Failed' | 'Stopped';
  readonly createdAt: number;
  readonly endedAt?: number | undefined;
  /** The deployment that this one rolls back. */
  readonly rollsBack?: string | undefined;
  /** The deployment that rolls this one back. */
  readonly rolledBackBy?: string | undefined;
  /** When traffic began to move, where it did; undefined where it never did, or it is not of Lambda. */
  readonly shiftedAt?: number | undefined;
  /** Whether it is known when traffic began to move, and whether it did. */
  readonly isShiftKnown: boolean;
}

/** What the releases of a group are releases of. */
export interface GroupService {
  readonly service: string;
  readonly alias: string;
}

/**
 * CodeDeploy's own history as releases of the time before Sluice. A rollback is a deployment of its own there, and ends
 * the one that it rolls back. CodeDeploy knows of no requests and no commits: those stay unknown.
 */
export function codeDeployReleases(
  deployments: readonly PastDeployment[],
  serviceOf: (group: string) => GroupService,
): readonly FigureRelease[] {
  const byId = new Map(deployments.map((deployment) => [deployment.id, deployment]));
  return deployments
    .filter(({ rollsBack }) => rollsBack === undefined)
    .map((deployment) => {
      const { id, group, createdAt, shiftedAt } = deployment;
      const rollback = byId.get(deployment.rolledBackBy ?? '');
      const state = stateOf(deployment, rollback);
      const endedAt = (state === 'rolled-back' ? rollback?.endedAt : undefined) ?? deployment.endedAt;
      return {
        ...{ id, ...serviceOf(group), state, openedAt: createdAt, source: 'imported' as const },
        ...(shiftedAt === undefined ? {} : { shiftedAt }),
        ...(endedAt === undefined ? {} : { endedAt }),
        // CodeDeploy ends a deployment as it finds out: what it does then is the rollback.
        ...(state === 'released' || deployment.endedAt === undefined ? {} : { decidedAt: deployment.endedAt }),
      };
    });
}

function stateOf(
  { status, rolledBackBy, shiftedAt, isShiftKnown }: PastDeployment,
  rollback: PastDeployment | undefined,
): FigureRelease['state'] {
  if (status === 'Succeeded') return 'released';
  if (isShiftKnown && shiftedAt === undefined) return 'blocked';
  return rolledBackBy !== undefined && rollback?.status !== 'Failed' && rollback?.status !== 'Stopped'
    ? 'rolled-back'
    : 'failed';
}
