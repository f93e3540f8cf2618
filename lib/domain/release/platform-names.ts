/**
 * The names by which platforms, releases and commands find each other, and the versions of the shapes that they hand
 * over: each is said here alone.
 */

/**
 * What a platform publishes for the releases and commands of its account and region, as SSM parameters below its path.
 * Releases read them at deploy time, so no lookup needs credentials at synth.
 */
export const PLATFORM_PARAMETERS = {
  application: 'codedeploy-application',
  groupRole: 'codedeploy-role-arn',
  gateAskerRole: 'gate-asker-role-arn',
  openerRole: 'opener-role-arn',
  qualityAskerRole: 'quality-asker-role-arn',
  watchRole: 'watch-role-arn',
  ledgerTable: 'ledger-table',
  outcomeTopic: 'outcome-topic-arn',
  /** The newest schema of manifests that it understands. */
  manifestSchema: 'manifest-schema',
  firstRelease: 'first-release-function-arn',
  /** What it asks of every release, whatever the release says itself. */
  policy: 'policy',
  /** By it exports of the ledger are signed; a platform may have none. */
  auditKey: 'audit-key-arn',
} as const;

export type PlatformParameter = keyof typeof PLATFORM_PARAMETERS;

/** Below it are a platform's SSM parameters, such as `/sluice/default/ledger-table`. */
export function platformPath(platformName: string): string {
  return `/sluice/${platformName}/`;
}

/** The SSM parameter of something that a platform publishes. */
export function platformParameterName(platformName: string, key: PlatformParameter): string {
  return `${platformPath(platformName)}${PLATFORM_PARAMETERS[key]}`;
}

/** Whether a name is that of the SSM parameter by which any platform publishes something. */
export function isPlatformParameter(name: string, key: PlatformParameter): boolean {
  return /^\/sluice\/[^/]+\/(.+)/.exec(name)?.[1] === PLATFORM_PARAMETERS[key];
}

/** The SSM parameter that holds the manifest of a deployment group; `*` for those of all of them. */
export function manifestParameterName(platformName: string, deploymentGroupName: string): string {
  return `${platformPath(platformName)}releases/${deploymentGroupName}`;
}

/** The IAM path of release roles: the platform's functions may assume what is below it, and nothing else. */
export function releaseRolePath(platformName: string): string {
  return `/sluice/${platformName}/`;
}

/** A released function has it, with its platform's name: CodeDeploy may move the aliases of no other. */
export const RELEASED_BY_TAG = 'sluice:platform';

/** The function that the custom resource of a first release asks. It keeps its name, and with it its ARN. */
export function firstReleaseFunctionName(platformName: string): string {
  return `Sluice-${platformName}-first-release`;
}

/** The function that writes attestations. It keeps its name: by it and a kind is known what may be called. */
export function attestFunctionName(platformName: string): string {
  return `Sluice-${platformName}-attest`;
}

/**
 * The log group of a state machine. Each would take up some of the one policy by which CloudWatch Logs is written to,
 * but for this prefix (Step Functions Developer Guide, "Using CloudWatch Logs to log execution history").
 *
 * @param logName the platform's name and what the state machine runs
 */
export function stateMachineLogGroupName(logName: string): string {
  return `/aws/vendedlogs/states/Sluice-${logName}`;
}

/**
 * The newest schema of manifests that this platform's code understands: 2 has no watch. One that publishes none
 * understands 1, in which the file of gates is not bound to its bytes.
 */
export const MANIFEST_SCHEMA = 3;

/** All that it understands: a platform is deployed before the releases that were made by the version before. */
export const UNDERSTOOD_MANIFESTS = [2, MANIFEST_SCHEMA] as const;

/** The key of a template's metadata under which the manifest of a release has the release's subject. */
export const SUBJECT_METADATA = 'sluice:subject';

/** The namespace of the metrics that a platform publishes, which it may publish in alone. */
export const METRIC_NAMESPACE = 'Sluice';

/** The metric by which the watch of a release keeps the release's regression alarm red. */
export const REGRESSION_METRIC = 'Regression';

/** The schema of the file of gates that a release ships. */
export const GATE_FILE_SCHEMA = 1;
