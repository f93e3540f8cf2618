import { Duration, RemovalPolicy, Stack, type CfnResource } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { kindOf } from '../../domain/gates/gate-kinds';
import { gateFileProblem } from '../../domain/gates/gate-file';
import { gateDeadlineSeconds } from '../../domain/gates/gate-deadline';
import { hookTimeProblems } from '../../domain/gate/hook-time';
import { releaseExternalId } from '../../domain/release/external-id';
import { hookFunctionName } from '../../domain/release/hook-function';
import { foreseenThatFits, manifestParameterName, manifestProblem, type AskedGate } from '../../domain/release/manifest';
import { MANIFEST_SCHEMA } from '../../domain/release/platform-names';
import { adoptionProblems, cfnAliasOf, takeoverProblems } from './adopted-alias';
import { aliasNameProblems } from './alias-name';
import { warnOfCallsPastAlias } from './calls-past-alias';
import { deploymentConfigName } from './deployment-config';
import { gateElsewhereProblems, platformElsewhereProblems } from './elsewhere';
import { expectationProblems, foresee, type ExpectationProps } from './foreseen';
import { FirstRelease } from './first-release';
import type { Gate } from '../gates/gate';
import { addGateFile } from './gate-file';
import { GreenAlarms } from './green-alarms';
import { platformNameProblem, platformParameterName, RELEASED_BY_TAG, releaseRolePath } from '../platform/platform-parameters';
import { checkReleasedFunction } from './released-function';
import { releaseInOrder } from './release-order';
import { ReleaseRole } from './release-role';
import { ReleasePlatform, type IReleasePlatform } from '../platform/release-platform';
import { soundProps, type PropTable } from '../sound-props';
import { TrafficPlan } from './traffic-plan';

export interface GatedReleaseProps extends ExpectationProps {
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
   * The platform that runs the gates. It is always a stack of its own, of the same account and region, deployed first.
   *
   * @default - the platform named `default` of this account and region
   */
  readonly platform?: IReleasePlatform;
  /**
   * The name of the alias that clients call. Not with `existingAlias`, which has one.
   *
   * @default live
   */
  readonly aliasName?: string;
  /**
   * An alias that the stack has already, to be released from now on. It stays what it is, with its ARN and all that
   * points to it. It must lead to the function's `currentVersion`, and no LambdaDeploymentGroup may move it any more.
   *
   * @default - the release makes its own
   */
  readonly existingAlias?: lambda.Alias;
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
 * The first deployment of an alias moves no traffic from one version to another, so CodeDeploy calls no hook for it.
 * There a custom resource on which the alias depends has the before-traffic gates asked: unless they pass, there is no
 * alias.
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

  constructor(scope: Construct, id: string, given: GatedReleaseProps) {
    super(scope, id);
    checkReleasedFunction(this, given.function);
    const { sound, problems: wrong } = soundProps(given, RELEASE_PROPS);
    const props = { ...sound, function: given.function, gates: sound.gates ?? [] };
    const platform = props.platform ?? ReleasePlatform.fromPlatformName('default');
    const traffic = props.traffic ?? TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) });
    const { existingAlias } = props;
    const aliasName = existingAlias?.aliasName ?? props.aliasName ?? 'live';
    const maxErrorRatePercent = props.maxErrorRatePercent ?? DEFAULT_MAX_ERROR_RATE_PERCENT;
    const problems = [...wrong, ...problemsOf(this, { ...props, platform, traffic }, given)];
    this.node.addValidation({ validate: () => problems });
    this.node.addValidation({ validate: () => platformElsewhereProblems(this, platform) });
    if (platform instanceof Construct && Stack.of(platform) !== Stack.of(this)) {
      Stack.of(this).addStackDependency(Stack.of(platform), 'releases read what their platform publishes');
    }
    // A name that is refused must not be stopped by the checks of what it is a part of: they would hide the rest.
    const platformName = platformNameProblem(platform.platformName) === undefined ? platform.platformName : 'refused';
    const published = (key: Parameters<typeof platformParameterName>[1]) =>
      ssm.StringParameter.valueForStringParameter(this, platformParameterName(platformName, key));

    const fn = props.function.node.defaultChild as lambda.CfnFunction;
    fn.tags.setTag(RELEASED_BY_TAG, platformName);
    const version = props.function.currentVersion;
    // What served is kept to go back to; what was refused is removed, so that the same code can be deployed again.
    (version.node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.alarms = new GreenAlarms(this, 'Alarms', {
      function: props.function,
      aliasName,
      version,
      maxErrorRatePercent,
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

    const gates = shippable(props.gates).map(({ definition }) => definition);
    const gateFile = addGateFile(this, { schema: 1, gates });
    const judges = props.gates.flatMap(({ judge }) => (judge ? [judge] : []));
    this.releaseRole = new ReleaseRole(this, 'ReleaseRole', {
      path: releaseRolePath(platformName),
      askerRoleArns: [published('gateAskerRole'), ...(judges.length > 0 ? [published('qualityAskerRole')] : [])],
      externalId: releaseExternalId({
        deploymentGroup: this.deploymentGroup.ref,
        functionName: props.function.functionName,
      }),
      function: props.function,
      gateFile,
      gateFunctions: props.gates.flatMap(({ ownFunction }) => (ownFunction ? [ownFunction] : [])),
      readsVersions: judges.length > 0,
      statements: judges.flatMap(({ statements }) => statements(this)),
    });

    const asked = askedOf(props.gates);
    // What is refused is not judged: nothing would come of it.
    const { shape } = traffic;
    const alarmMetrics = this.alarms.metricCount;
    const foreseen =
      problems.length > 0 ? [] : foresee(this, { ...props, gates, shape, maxErrorRatePercent, alarmMetrics });
    const manifest = new ssm.CfnParameter(this, 'Manifest', {
      name: manifestParameterName(platformName, this.deploymentGroup.ref),
      description: `What the release platform needs to know of ${this.node.path}`,
      type: 'String',
      value: Stack.of(this).toJsonString({
        schema: MANIFEST_SCHEMA,
        gates: { ...gateFile, asked },
        releaseRoleArn: this.releaseRole.roleArn,
        alarms: Object.fromEntries(Object.entries(alarms).map(([watches, alarm]) => [watches, alarm.alarmName])),
        foreseen: foreseenThatFits(asked, foreseen),
      }),
    });

    const firstRelease = new FirstRelease(this, 'FirstRelease', {
      platformName,
      serviceToken: published('firstRelease'),
      function: props.function,
      version,
      aliasName,
      deploymentGroup: this.deploymentGroup,
    });
    firstRelease.node.addDependency(this.releaseRole, manifest);

    this.alias = existingAlias ?? new lambda.Alias(this, 'Alias', { aliasName, version });
    this.node.addValidation({ validate: () => aliasNameProblems(this.alias, props.function) });
    warnOfCallsPastAlias(this, props.function);
    // An alias that cannot be taken over is left alone: the validation says why.
    if (existingAlias && adoptionProblems(this, existingAlias, props.function).length > 0) return;
    const cfnAlias = cfnAliasOf(this.alias);
    const updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: published('application'),
        deploymentGroupName: this.deploymentGroup.ref,
        beforeAllowTrafficHook: hookFunctionName(platformName, 'before-traffic'),
        afterAllowTrafficHook: hookFunctionName(platformName, 'after-traffic'),
      },
    };
    cfnAlias.cfnOptions.updatePolicy = updatePolicy;
    this.node.addValidation({ validate: () => takeoverProblems(this.alias, updatePolicy) });
    // Last, so that nothing that could fail comes after traffic has moved.
    this.alias.node.addDependency(this.alarms, this.deploymentGroup, this.releaseRole, manifest, firstRelease);
    releaseInOrder(this, { first: firstRelease.asked, last: cfnAlias });
  }
}

const DEFAULT_MAX_ERROR_RATE_PERCENT = 5;

const RELEASE_PROPS = {
  gates: 'gates!',
  traffic: 'traffic',
  platform: 'platform',
  aliasName: 'aliasName',
  existingAlias: 'alias',
  maxErrorRatePercent: 'number',
  maxLatency: 'duration',
} as const satisfies PropTable<GatedReleaseProps>;

function defaultMaxLatency(fn: lambda.Function): Duration {
  // What stands in here for a time that nobody knows is refused.
  if (fn.timeout?.isUnresolved()) return Duration.seconds(1);
  return Duration.millis(Math.round((fn.timeout ?? Duration.seconds(3)).toMilliseconds() * 0.8));
}

/** The gates that nothing is wrong with; what is wrong with the others stops the synth. */
function shippable(gates: readonly Gate[]) {
  return gates.flatMap(({ problems, definition, settings, ownFunction }) =>
    problems.length === 0 && definition ? [{ definition, settings, ownFunction }] : [],
  );
}

function askedOf(gates: readonly Gate[]): readonly AskedGate[] {
  return shippable(gates).map(({ definition, settings, ownFunction }) => {
    const { needsBlue, resumes } = kindOf(definition);
    return {
      name: definition.name,
      phase: definition.phase,
      deadlineSeconds: gateDeadlineSeconds(definition),
      ...settings,
      ...(ownFunction ? { functionArn: ownFunction.functionArn } : {}),
      ...(needsBlue ? { needsBlue } : {}),
      ...(resumes ? { resumes: resumes(definition) } : {}),
    };
  });
}

function problemsOf(
  release: GatedRelease,
  props: GatedReleaseProps & { readonly platform: IReleasePlatform; readonly traffic: TrafficPlan },
  given: GatedReleaseProps,
): string[] {
  const { gates, traffic, platform, maxErrorRatePercent: rate, maxLatency, existingAlias } = props;
  const names = gates.map((gate) => gate.name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(gates.length === 0 && given.gates === gates
      ? ['`gates` must have a gate: without one every change would pass']
      : []),
    ...[...new Set(repeated)].map(
      (name) => `\`gates\` must have different names, got \`${name}\` twice: give one of them a \`name\``,
    ),
    ...gates.flatMap((gate) => gate.problems),
    ...gateElsewhereProblems(release, gates),
    ...hookTimeProblems(askedOf(gates)),
    ...[manifestProblem(askedOf(gates)), gateFileProblem(shippable(gates).map(({ definition }) => definition))].filter(
      (problem) => problem !== undefined,
    ),
    ...traffic.problems.map((problem) => `\`traffic\`: ${problem}`),
    ...(rate !== undefined && !(rate >= 0 && rate < 100)
      ? [`\`maxErrorRatePercent\` must be from 0 to 99, got: ${rate}`]
      : []),
    ...(maxLatency !== undefined && !(maxLatency.toMilliseconds({ integral: false }) > 0)
      ? [`\`maxLatency\` must be above 0 ms, got: ${maxLatency.toMilliseconds({ integral: false })} ms`]
      : []),
    ...(given.maxLatency === undefined && props.function.timeout?.isUnresolved()
      ? [
          '`maxLatency` must be given: its default is 80 % of the timeout of the function, which exists only once deployed',
        ]
      : []),
    ...expectationProblems(props),
    ...(existingAlias ? adoptionProblems(release, existingAlias, props.function) : []),
    ...(existingAlias && props.aliasName !== undefined
      ? ['`aliasName` must be left out where `existingAlias` is given: it has a name']
      : []),
    ...[platformNameProblem(platform.platformName)].filter((problem) => problem !== undefined),
    ...(platform instanceof Construct && Stack.of(platform) === Stack.of(release)
      ? ['`platform` must be in a stack of its own, deployed before the releases that use it']
      : []),
  ];
}
