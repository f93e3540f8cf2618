import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { readAppSpec } from '../app-spec';
import type { CodeDeploy } from '../codedeploy';
import type { Deployment, DeploymentOverrides, Revision } from '../deployment';
import { alarmConfiguration, autoRollbackConfiguration, readAlarms, readRollback } from './configuration-members';
import { describeDeployment } from './describe-deployment';
import type { Operation } from '../../kernel/service-api';
import { deploymentId, operation } from './operation';
import { pageOf } from './page';
import { readRevision, revision } from './revision-member';

/** CodeDeploy API Reference, BatchGetDeployments. */
const MOST_IN_A_BATCH = 25;

const STATUSES = ['Created', 'Queued', 'InProgress', 'Baking', 'Succeeded', 'Failed', 'Stopped', 'Ready'] as const;

/** The operations on deployments. */
export function deploymentOperations(codeDeploy: CodeDeploy): Readonly<Record<string, Operation>> {
  return {
    ...operation(
      'CreateDeployment',
      {
        applicationName: v.string(),
        deploymentGroupName: v.string(),
        revision,
        deploymentConfigName: v.optional(v.string()),
        description: v.optional(v.pipe(v.string(), v.maxLength(256))),
        autoRollbackConfiguration: v.optional(autoRollbackConfiguration),
        overrideAlarmConfiguration: v.optional(alarmConfiguration),
      },
      ({ applicationName, deploymentGroupName, ...sent }) => {
        codeDeploy.requireApplication(applicationName);
        const given = readRevision(sent.revision);
        if (given.content === undefined) throw new ApiError('InvalidRevisionException', 'The revision has no content.');
        const { revisionType, content } = given;
        const request = { applicationName, deploymentGroupName, ...readAppSpec(content) };
        const { deployment } = codeDeploy.deploy(request, overridesOf({ revisionType, content }, sent));
        return { deploymentId: deployment.id };
      },
    ),
    ...operation('GetDeployment', { deploymentId }, (input) => ({
      deploymentInfo: describeDeployment(codeDeploy.deployment(input.deploymentId)),
    })),
    ...operation('BatchGetDeployments', { deploymentIds: v.array(deploymentId) }, ({ deploymentIds }) => {
      if (deploymentIds.length > MOST_IN_A_BATCH) {
        throw new ApiError('BatchLimitExceededException', `At most ${MOST_IN_A_BATCH} deployments can be asked for.`);
      }
      const found = codeDeploy.all().filter(({ id }) => deploymentIds.includes(id));
      return { deploymentsInfo: found.map(describeDeployment) };
    }),
    ...operation(
      'ListDeployments',
      {
        applicationName: v.optional(v.string()),
        deploymentGroupName: v.optional(v.string()),
        includeOnlyStatuses: v.optional(v.array(v.picklist(STATUSES))),
        createTimeRange: v.optional(
          v.pipe(
            v.strictObject({ start: v.optional(v.number()), end: v.optional(v.number()) }),
            v.check(({ start, end }) => start === undefined || end === undefined || start <= end, 'It ends too soon.'),
          ),
        ),
        nextToken: v.optional(v.string()),
      },
      ({ applicationName, deploymentGroupName, includeOnlyStatuses: statuses, createTimeRange, nextToken }) => {
        requireBothOrNone(codeDeploy, applicationName, deploymentGroupName);
        const { start = -Infinity, end = Infinity } = createTimeRange ?? {};
        const isWanted = ({ request, status, createTime }: Deployment) =>
          (applicationName === undefined || request.applicationName === applicationName) &&
          (deploymentGroupName === undefined || request.deploymentGroupName === deploymentGroupName) &&
          (statuses === undefined || statuses.length === 0 || statuses.includes(status)) &&
          createTime / 1000 >= start &&
          createTime / 1000 <= end;
        const ids = codeDeploy
          .all()
          .filter(isWanted)
          .map(({ id }) => id);
        const { names: deployments, ...next } = pageOf(ids.reverse(), nextToken);
        return { deployments, ...next };
      },
    ),
    ...operation('StopDeployment', { deploymentId, autoRollbackEnabled: v.optional(v.boolean()) }, (input) => {
      codeDeploy.stop(input.deploymentId, input.autoRollbackEnabled);
      // AWS CLI Command Reference, stop-deployment: the words of its example.
      const statusMessage = 'No more commands will be scheduled for execution in the deployment instances';
      return { status: 'Succeeded', statusMessage };
    }),
    ...operation(
      'PutLifecycleEventHookExecutionStatus',
      { deploymentId, lifecycleEventHookExecutionId: v.string(), status: v.string() },
      ({ lifecycleEventHookExecutionId, status, ...input }) => {
        codeDeploy.deployment(input.deploymentId);
        codeDeploy.hooks.put(input.deploymentId, lifecycleEventHookExecutionId, status);
        return { lifecycleEventHookExecutionId };
      },
    ),
  };
}

function overridesOf(
  given: Revision,
  sent: {
    readonly description?: string | undefined;
    readonly deploymentConfigName?: string | undefined;
    readonly autoRollbackConfiguration?: v.InferOutput<typeof autoRollbackConfiguration> | undefined;
    readonly overrideAlarmConfiguration?: v.InferOutput<typeof alarmConfiguration> | undefined;
  },
): DeploymentOverrides {
  const { description, deploymentConfigName: configName, overrideAlarmConfiguration: alarms } = sent;
  const rollback = sent.autoRollbackConfiguration;
  return {
    revision: given,
    ...(description === undefined ? {} : { description }),
    ...(configName === undefined ? {} : { configName }),
    ...(alarms ? { alarmConfiguration: readAlarms(alarms) } : {}),
    ...(rollback ? { rollbackOn: readRollback(rollback) } : {}),
  };
}

/** CodeDeploy API Reference, ListDeployments: an application without a group, or the other way round, is refused. */
function requireBothOrNone(codeDeploy: CodeDeploy, application: string | undefined, group: string | undefined): void {
  if (application === undefined && group === undefined) return;
  if (application === undefined) {
    throw new ApiError('ApplicationNameRequiredException', 'A deployment group is named without its application.');
  }
  if (group === undefined) {
    throw new ApiError('DeploymentGroupNameRequiredException', 'An application is named without a deployment group.');
  }
  codeDeploy.requireApplication(application);
  codeDeploy.group(application, group);
}
