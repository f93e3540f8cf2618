import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { CodeDeploy } from './codedeploy';

type Input = Readonly<Record<string, unknown>>;
/** The resources of one call, as ARNs or `*`. */
type Resources = (input: Input) => readonly string[];

/**
 * What each operation is allowed on (Service Authorization Reference, "Actions, resources, and condition keys for AWS
 * CodeDeploy"). That page lists no resource for ListDeploymentTargets and PutLifecycleEventHookExecutionStatus either,
 * but a policy on the group's ARN, as SAM and the CDK write it for hooks, is enough in AWS: so they are asked for there.
 */
export function codeDeployPermissions(codeDeploy: CodeDeploy, place: Place): PermissionsNeeded {
  const arn = (kind: string, name: string) => place.arn('codedeploy', `${kind}:${name}`);
  const group = (application: unknown, name: unknown) => arn('deploymentgroup', `${text(application)}/${text(name)}`);
  const groupOf = (deploymentId: unknown) => {
    const { applicationName, deploymentGroupName } = codeDeploy.deployment(text(deploymentId)).request;
    return group(applicationName, deploymentGroupName);
  };

  const everything: Resources = () => ['*'];
  const application: Resources = ({ applicationName }) => [arn('application', text(applicationName))];
  const configuration: Resources = ({ deploymentConfigName: name }) => [arn('deploymentconfig', text(name))];
  const namedGroup: Resources = ({ applicationName: of, deploymentGroupName: name }) => [group(of, name)];
  const groupOfDeployment: Resources = ({ deploymentId }) => [groupOf(deploymentId)];

  const resources: Readonly<Record<string, Resources>> = {
    BatchGetDeploymentGroups: ({ applicationName, deploymentGroupNames }) =>
      list(deploymentGroupNames).map((name) => group(applicationName, name)),
    // Whoever asks for a deployment that is not there may learn so.
    BatchGetDeployments: ({ deploymentIds }) =>
      list(deploymentIds).flatMap((id) => (codeDeploy.all().some((one) => one.id === id) ? [groupOf(id)] : [])),
    BatchGetDeploymentTargets: everything,
    CreateDeployment: namedGroup,
    GetApplication: application,
    GetApplicationRevision: application,
    GetDeployment: groupOfDeployment,
    GetDeploymentConfig: configuration,
    GetDeploymentGroup: namedGroup,
    GetDeploymentTarget: everything,
    ListApplications: everything,
    ListDeploymentConfigs: everything,
    ListDeploymentGroups: application,
    ListDeployments: (input) => (input.deploymentGroupName === undefined ? ['*'] : namedGroup(input)),
    ListDeploymentTargets: groupOfDeployment,
    PutLifecycleEventHookExecutionStatus: groupOfDeployment,
    StopDeployment: everything,
    UpdateDeploymentGroup: ({ applicationName: of, currentDeploymentGroupName: name }) => [group(of, name)],
  };

  return (operation, input) => {
    const resourcesOf = new Map(Object.entries(resources)).get(operation);
    if (!resourcesOf) throw new NotEmulated(`codedeploy:${operation}`, 'the permissions of a call');
    const action = `codedeploy:${operation}`;
    const needed = resourcesOf(input).map((resource) => ({ action, resource }));
    // CodeDeploy API Reference, CreateDeployment: who overrides the alarms must be able to change them in the group.
    if (operation !== 'CreateDeployment' || input.overrideAlarmConfiguration === undefined) return needed;
    return [...needed, ...needed.map(({ resource }) => ({ action: 'codedeploy:UpdateDeploymentGroup', resource }))];
  };
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ApiError('InvalidInputException', `A name was expected, got: ${JSON.stringify(value)}.`);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
