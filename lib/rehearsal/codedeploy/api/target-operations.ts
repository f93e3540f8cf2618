import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import type { Place } from '../../kernel/place';
import type { CodeDeploy } from '../codedeploy';
import type { Deployment } from '../deployment';
import { describeTarget, targetId } from './describe-target';
import type { Operation } from '../../kernel/service-api';
import { deploymentId, operation } from './operation';
import { pageOf } from './page';

/** CodeDeploy API Reference, BatchGetDeploymentTargets. */
const MOST_IN_A_BATCH = 25;

/** The operations on the targets of deployments. */
export function targetOperations(codeDeploy: CodeDeploy, place: Place): Readonly<Record<string, Operation>> {
  const { options } = codeDeploy.ports;
  const describe = (deployment: Deployment, id: string) => {
    if (id === targetId(deployment)) return describeTarget(deployment, place, options);
    throw new ApiError(
      'DeploymentTargetDoesNotExistException',
      `The target ${id} does not belong to ${deployment.id}.`,
    );
  };
  return {
    ...operation('GetDeploymentTarget', { deploymentId, targetId: v.string() }, (input) => ({
      deploymentTarget: describe(codeDeploy.deployment(input.deploymentId), input.targetId),
    })),
    ...operation('BatchGetDeploymentTargets', { deploymentId, targetIds: v.array(v.string()) }, (input) => {
      const deployment = codeDeploy.deployment(input.deploymentId);
      if (input.targetIds.length > MOST_IN_A_BATCH) {
        throw new ApiError(
          'DeploymentTargetListSizeExceededException',
          `At most ${MOST_IN_A_BATCH} targets can be asked for.`,
        );
      }
      return { deploymentTargets: input.targetIds.map((id) => describe(deployment, id)) };
    }),
    ...operation('ListDeploymentTargets', { deploymentId, nextToken: v.optional(v.string()) }, (input) => {
      const ids = [targetId(codeDeploy.deployment(input.deploymentId))];
      const { names: targetIds, ...next } = pageOf(ids, input.nextToken);
      return { targetIds, ...next };
    }),
  };
}
