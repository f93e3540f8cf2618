import { Duration, RemovalPolicy, Stack, type CfnResource } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { gateDeadlineSeconds } from '../domain/gate/gate-deadline';
import { hookTimeProblems } from '../domain/gate/hook-time';
import { hookFunctionName } from '../domain/release/hook-function';
import { manifestParameterName, manifestProblem, type AskedGate } from '../domain/release/manifest';
import { deploymentConfigName } from './deployment-config';
import type { Gate } from './gate';
import { addGateFile } from './gate-file';
import { GreenAlarms } from './green-alarms';
import { platformNameProblem, platformParameterName, releaseRolePath } from './platform-parameters';
import { ReleaseRole } from './release-role';
import { ReleasePlatform, type IReleasePlatform } from './release-platform';
import { TrafficPlan } from './traffic-plan';

export interface GatedReleaseProps {
  /** The function whose changes are released. Its current version is published with every change of code or settings. */
  readonly function: lambda.Function;
  /** What is asked before the new version may serve. At least one. */
  readonly gates: Gate[];
  /**
   * How traffic moves to the new version.
   *
   * @default - 10 % for 10 minutes, then the rest
   */
  readonly traffic?: TrafficPlan;
  /**
   * The platform that runs the gates. It is always a stack of its own, deployed first.
   *
   * @default - the platform named `default` of this account and region
   */
  readonly platform?: IReleasePlatform;
  /**
   * The alias that clients call.
   *
   * @default live
   */
  readonly aliasName?: string;
  /**
   * Above this share of failing invocations of the new version, in percent, in two of three minutes, CodeDeploy rolls
   * back. 0 to 99.
   *
   * @default 5
   */
  readonly maxErrorRatePercent?: number;
  /**
   * Above this 99th percentile of the new version's duration, in two of three minutes, CodeDeploy rolls back. Minutes
   * with fewer than 1000 invocations do not count.
   *
   * @default - 80 % of the function's timeout
   */
  readonly maxLatency?: Duration;
}

/**
 * Makes every change of a function a release: gates are asked about the new version before it serves anybody, traffic
 * moves a little at a time, and whatever is wrong puts the old version back.
 *
 * The first deployment of an alias moves no traffic from one version to another, so CodeDeploy calls no hook for it
 * and no gate is asked.
 */
export class GatedRelease extends Construct {
  /** What clients call. Point every integration and event source at it, not at the function. */
  readonly alias: lambda.Alias;
  /** The deployment group, in the platform's application. */
  readonly deploymentGroup: codedeploy.CfnDeploymentGroup;
  /** The role by which the platform acts for this release. */
  readonly releaseRole: iam.Role;
  /** The alarms that CodeDeploy watches while traffic shifts. */
  readonly alarms: GreenAlarms;

  constructor(scope: Construct, id: string, props: GatedReleaseProps) {
    super(scope, id);
    const platform = props.platform ?? ReleasePlatform.fromPlatformName('default');
    const traffic = props.traffic ?? TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) });
    const aliasName = props.aliasName ?? 'live';
    const problems = problemsOf(this, { ...props, platform, traffic });
    this.node.addValidation({ validate: () => problems });
    if (platform instanceof Construct && Stack.of(platform) !== Stack.of(this)) {
      Stack.of(this).addStackDependency(Stack.of(platform), 'releases read what their platform publishes');
    }
    // A name that is refused must not be stopped by the checks of what it is a part of: they would hide the rest.
    const platformName = platformNameProblem(platform.platformName) === undefined ? platform.platformName : 'refused';
    const published = (key: Parameters<typeof platformParameterName>[1]) =>
      ssm.StringParameter.valueForStringParameter(this, platformParameterName(platformName, key));

    const version = props.function.currentVersion;
    // What served is kept to go back to; what was refused is removed, so that the same code can be deployed again.
    (version.node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.alarms = new GreenAlarms(this, 'Alarms', {
      function: props.function,
      aliasName,
      version,
      maxErrorRatePercent: props.maxErrorRatePercent ?? DEFAULT_MAX_ERROR_RATE_PERCENT,
      maxLatency: props.maxLatency ?? defaultMaxLatency(props.function),
    });
    const alarms = { 'error-rate': this.alarms.errorRate, latency: this.alarms.latency };

    this.deploymentGroup = new codedeploy.CfnDeploymentGroup(this, 'DeploymentGroup', {
      applicationName: published('application'),
      serviceRoleArn: published('groupRole'),
      deploymentConfigName: traffic.problems.length > 0 ? '' : deploymentConfigName(this, traffic.shape),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      alarmConfiguration: {
        enabled: true,
        alarms: Object.values(alarms).map((alarm) => ({ name: alarm.alarmName })),
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
    });

    const gateFile = addGateFile(this, {
      schema: 1,
      gates: shippable(props.gates).map(({ definition }) => definition),
    });
    this.releaseRole = new ReleaseRole(this, 'ReleaseRole', {
      path: releaseRolePath(platformName),
      gateAskerRoleArn: published('gateAskerRole'),
      function: props.function,
      gateFile,
      gateFunctions: props.gates.flatMap(({ ownFunction }) => (ownFunction ? [ownFunction] : [])),
    });

    const manifest = new ssm.CfnParameter(this, 'Manifest', {
      name: manifestParameterName(platformName, this.deploymentGroup.ref),
      description: `What the release platform needs to know of ${this.node.path}`,
      type: 'String',
      value: Stack.of(this).toJsonString({
        schema: 1,
        gates: { ...gateFile, asked: askedOf(props.gates) },
        releaseRoleArn: this.releaseRole.roleArn,
        alarms: Object.fromEntries(Object.entries(alarms).map(([watches, alarm]) => [watches, alarm.alarmName])),
      }),
    });

    this.alias = new lambda.Alias(this, 'Alias', { aliasName, version });
    const cfnAlias = this.alias.node.defaultChild as lambda.CfnAlias;
    cfnAlias.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: published('application'),
        deploymentGroupName: this.deploymentGroup.ref,
        beforeAllowTrafficHook: hookFunctionName(platformName, 'before-traffic'),
        afterAllowTrafficHook: hookFunctionName(platformName, 'after-traffic'),
      },
    };
    // Last, so that nothing that could fail comes after traffic has moved.
    this.alias.node.addDependency(this.alarms, this.deploymentGroup, this.releaseRole, manifest);
  }
}

const DEFAULT_MAX_ERROR_RATE_PERCENT = 5;

function defaultMaxLatency(fn: lambda.Function): Duration {
  return Duration.millis(Math.round((fn.timeout ?? Duration.seconds(3)).toMilliseconds() * 0.8));
}

/** The gates that nothing is wrong with; what is wrong with the others stops the synth. */
function shippable(gates: readonly Gate[]) {
  return gates.flatMap(({ problems, definition, settings, ownFunction }) =>
    problems.length === 0 && definition ? [{ definition, settings, ownFunction }] : [],
  );
}

function askedOf(gates: readonly Gate[]): readonly AskedGate[] {
  return shippable(gates).map(({ definition, settings, ownFunction }) => ({
    name: definition.name,
    phase: definition.phase,
    deadlineSeconds: gateDeadlineSeconds(definition),
    ...settings,
    ...(ownFunction ? { functionArn: ownFunction.functionArn } : {}),
  }));
}

function problemsOf(
  release: GatedRelease,
  props: GatedReleaseProps & { readonly platform: IReleasePlatform; readonly traffic: TrafficPlan },
): string[] {
  const { gates, traffic, platform, maxErrorRatePercent: rate, maxLatency } = props;
  const names = gates.map((gate) => gate.name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(gates.length === 0 ? ['`gates` must have a gate: without one every change would pass'] : []),
    ...[...new Set(repeated)].map(
      (name) => `\`gates\` must have different names, got \`${name}\` twice: give one of them a \`name\``,
    ),
    ...gates.flatMap((gate) => gate.problems),
    ...hookTimeProblems(askedOf(gates)),
    ...[manifestProblem(askedOf(gates))].filter((problem) => problem !== undefined),
    ...traffic.problems.map((problem) => `\`traffic\`: ${problem}`),
    ...(rate !== undefined && !(rate >= 0 && rate < 100)
      ? [`\`maxErrorRatePercent\` must be from 0 to 99, got: ${rate}`]
      : []),
    ...(maxLatency !== undefined && !(maxLatency.toMilliseconds({ integral: false }) > 0)
      ? [`\`maxLatency\` must be above 0 ms, got: ${maxLatency.toMilliseconds({ integral: false })} ms`]
      : []),
    ...[platformNameProblem(platform.platformName)].filter((problem) => problem !== undefined),
    ...(platform instanceof Construct && Stack.of(platform) === Stack.of(release)
      ? ['`platform` must be in a stack of its own, deployed before the releases that use it']
      : []),
  ];
}
