import { Annotations, RemovalPolicy, Stack, Stage, type CfnResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { releaseExternalId } from '../../domain/release/external-id';
import { hookFunctionName } from '../../domain/release/hook-function';
import type { GateFileObject } from '../../domain/release/manifest';
import { GATE_FILE_SCHEMA, RELEASED_BY_TAG, releaseRolePath } from '../../domain/release/platform-names';
import { ReleasePlatform } from '../platform/release-platform';
import { publishedBy, type Published } from '../platform/published';
import { checkArgument, PROP_KINDS, problemOf, wholeProps } from '../sound-props';
import { adoptionProblems, cfnAliasOf, takeoverProblems } from './adopted-alias';
import { aliasNameProblems } from './alias-name';
import { definitionsOf, isWatched } from './asked-gates';
import { warnOfCallsPastAlias } from './calls-past-alias';
import { checkAlarms } from './check-alarms';
import { addDeploymentGroup, asLambdaDeploymentGroup } from './deployment-group';
import { platformElsewhereProblems } from './elsewhere';
import { FirstRelease } from './first-release';
import { addGateFile } from './gate-file';
import type { GatedReleaseProps } from './gated-release-props';
import { Glass } from './glass';
import { GreenAlarms } from './green-alarms';
import { warnOfHttpErrors } from './http-errors-unseen';
import type { ReleaseAlarmProps } from './release-alarm-props';
import { ReleaseAlarms } from './release-alarms';
import { codeObject } from './released-code';
import { addManifest } from './release-manifest';
import { releaseInOrder } from './release-order';
import { ReleaseRole } from './release-role';
import { ReleaseSubject } from './release-subject';
import { releaseSettings, type ReleaseSettings } from './release-settings';
import { checkReleasedFunction } from './released-function';

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
  readonly deploymentGroup: codedeploy.ILambdaDeploymentGroup;
  /** The role by which the platform acts for this release. */
  readonly releaseRole: iam.Role;
  /** The alarms that CodeDeploy watches while traffic shifts. */
  readonly alarms: GreenAlarms;
  private readonly group: codedeploy.CfnDeploymentGroup;
  private readonly watched: ReleaseAlarms;
  /** Whose roles may take the release's own. */
  private readonly askers = new Set<string>();
  private readonly letRead: (alarm: cloudwatch.IAlarm) => void;

  constructor(scope: Construct, id: string, given: GatedReleaseProps) {
    super(scope, id);
    checkArgument(`[${this.node.path}] the props`, 'object', given);
    checkReleasedFunction(this, given.function);
    const settings = releaseSettings(this, given);
    this.node.addValidation({ validate: () => [...settings.problems] });
    this.comeAfterPlatform(settings);
    const published = publishedBy(settings.platformName, this);

    const version = settledVersion(settings);
    const { function: fn, aliasName, maxErrorIncreasePoints, maxLatency } = settings;
    this.alarms = new GreenAlarms(this, 'Alarms', {
      ...{ function: fn, aliasName, version, maxErrorIncreasePoints, maxLatency },
      isWatched: isWatched(settings.gates),
    });
    const subject = new ReleaseSubject(settings.function, { version, type: settings.type }).sha256;
    const glass = new Glass(this, subject);
    this.watched = new ReleaseAlarms(this.alarms, settings.alarmModes);
    this.group = addDeploymentGroup(this, { ...settings, published, alarms: this.watched, glass });
    this.deploymentGroup = asLambdaDeploymentGroup(this, this.group);
    const gates = definitionsOf(settings.gates);
    const gateFile = addGateFile(this, { schema: GATE_FILE_SCHEMA, gates: [...gates] });
    const role = this.addReleaseRole(settings, gateFile, published);
    this.releaseRole = role;
    this.letRead = (alarm) => {
      this.askers.add(published('watchRole'));
      role.letReadAlarm(alarm);
    };
    for (const { alarm } of this.watched.shadows) this.letRead(alarm);
    for (const alarm of settings.alarms) this.addAlarm(alarm);
    const { watched: alarms, group: deploymentGroup, releaseRole } = this;
    const { metricCount: alarmMetrics } = this.alarms;
    const manifest = addManifest(this, {
      ...{ settings, deploymentGroup, alarms, alarmMetrics, gateFile, releaseRole },
      ...{ subject, glass },
    });
    const firstRelease = this.addFirstRelease(settings, version, published);
    firstRelease.node.addDependency(this.releaseRole, manifest);

    this.alias = settings.existingAlias ?? new lambda.Alias(this, 'Alias', { aliasName: settings.aliasName, version });
    this.node.addValidation({ validate: () => aliasNameProblems(this.alias, settings.function) });
    for (const { code, message } of settings.gates.flatMap(({ notes = [] }) => notes)) {
      Annotations.of(this).addInfoV2(`sluice:${code}`, message);
    }
    warnOfCallsPastAlias(this, settings.function);
    if (!settings.releaseMetrics) warnOfHttpErrors(this, { function: settings.function, alias: this.alias, gates });
    checkAlarms(this, { alarms, alias: this.alias, settings });
    this.moveAlias(settings, published, manifest, firstRelease);
  }

  /**
   * Has an alarm that the squad has already watched too: a metric alarm of the account and region of the release.
   *
   * One that is red before a deployment stops it at once, the fix as well: `sluice preflight` says so before.
   */
  addAlarm(alarm: cloudwatch.IAlarm, props: ReleaseAlarmProps = {}): void {
    const { given, problems } = wholeProps(props, ['name', 'mode']);
    const wrong = problemOf(PROP_KINDS.alarm, alarm);
    const all = [...(wrong === undefined ? [] : [`the alarm ${wrong}`]), ...problems];
    if (all.length > 0) this.node.addValidation({ validate: () => all.map((problem) => `\`addAlarm\`: ${problem}`) });
    if (wrong !== undefined) return;
    const { mode } = this.watched.add(alarm, given);
    if (mode === 'shadow') this.letRead(alarm);
  }

  /** Releases read what their platform publishes. */
  private comeAfterPlatform({ platform }: ReleaseSettings): void {
    this.node.addValidation({ validate: () => platformElsewhereProblems(this, platform) });
    if (!(platform instanceof ReleasePlatform) || Stack.of(platform) === Stack.of(this)) return;
    // Stages are deployed one by one, and CDK has no order of stacks between them: it is for whoever deploys.
    if (Stage.of(platform) === Stage.of(this)) {
      Stack.of(this).addStackDependency(Stack.of(platform), 'releases read what their platform publishes');
    }
  }

  private addReleaseRole(settings: ReleaseSettings, gateFile: GateFileObject, published: Published): ReleaseRole {
    const { function: fn, gates, platformName, aliasName } = settings;
    const judges = gates.flatMap(({ judge }) => (judge ? [judge] : []));
    const { regression } = this.alarms;
    this.askers.add(published('gateAskerRole'));
    this.askers.add(published('openerRole'));
    if (judges.length > 0) this.askers.add(published('qualityAskerRole'));
    if (regression) this.askers.add(published('watchRole'));
    return new ReleaseRole(this, 'ReleaseRole', {
      path: releaseRolePath(platformName),
      askerRoleArns: this.askers,
      externalId: releaseExternalId({
        deploymentGroup: this.group.ref,
        functionName: fn.functionName,
      }),
      function: fn,
      code: codeObject(fn),
      gateFile,
      gateFunctions: gates.flatMap(({ ownFunction }) => (ownFunction ? [ownFunction] : [])),
      readsVersions: judges.length > 0,
      ...(regression
        ? { watch: { tables: gates.flatMap(({ tables = [] }) => tables), alarm: regression, aliasName } }
        : {}),
      statements: judges.flatMap(({ statements }) => statements(this)),
    });
  }

  /** Has the gates asked where there is no alias yet, and so no hook. */
  private addFirstRelease(settings: ReleaseSettings, version: lambda.Version, published: Published): FirstRelease {
    return new FirstRelease(this, 'FirstRelease', {
      ...{ platformName: settings.platformName, serviceToken: published('firstRelease') },
      ...{ function: settings.function, version, aliasName: settings.aliasName },
      deploymentGroup: this.group,
    });
  }

  /** Has CodeDeploy move the alias, with the platform's hooks, once all else that the release needs is there. */
  private moveAlias(
    { existingAlias, function: fn, platformName }: ReleaseSettings,
    published: Published,
    manifest: ssm.CfnParameter,
    firstRelease: FirstRelease,
  ): void {
    // An alias that cannot be taken over is left alone: the validation says why.
    if (existingAlias && adoptionProblems(this, existingAlias, fn).length > 0) return;
    const cfnAlias = cfnAliasOf(this.alias);
    const updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: published('application'),
        deploymentGroupName: this.group.ref,
        beforeAllowTrafficHook: hookFunctionName(platformName, 'before-traffic'),
        afterAllowTrafficHook: hookFunctionName(platformName, 'after-traffic'),
      },
    };
    cfnAlias.cfnOptions.updatePolicy = updatePolicy;
    this.node.addValidation({ validate: () => takeoverProblems(this.alias, updatePolicy) });
    // Last, so that nothing that could fail comes after traffic has moved.
    this.alias.node.addDependency(this.alarms, this.group, this.releaseRole, manifest, firstRelease);
    releaseInOrder(this, { first: firstRelease.asked, last: cfnAlias });
  }
}

/** The version of the function as it is now, which names its platform by a tag. */
function settledVersion({ function: fn, platformName }: ReleaseSettings): lambda.Version {
  (fn.node.defaultChild as lambda.CfnFunction).tags.setTag(RELEASED_BY_TAG, platformName);
  const version = fn.currentVersion;
  // What served is kept to go back to; what was refused is removed, so that the same code can be deployed again.
  (version.node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return version;
}
