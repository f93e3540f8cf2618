import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Gate } from '../gates/gate';
import type { IReleasePlatform } from '../platform/i-release-platform';
import type { ExpectationProps } from './expectation';
import type { ReleaseTypesProps } from './release-types';
import type { TrafficPlan } from './traffic-plan';

export interface GatedReleaseProps extends ExpectationProps {
  /** The function whose changes are released. Its current version is published with every change of code or settings. */
  readonly function: lambda.Function;
  /** What is asked before the new version may serve. At least one. */
  readonly gates: Gate[];
  /**
   * Whether the function's handler is wrapped in `releaseMetrics` of `sluice/metrics`. Then `Gate.errorRate` also sees
   * answers that say that they failed, `Gate.latency` goes by the handler's own durations, and in the first ten minutes
   * of a shift the watch looks every ten seconds. What it costs is said at synth.
   *
   * @default false
   */
  readonly releaseMetrics?: boolean;
  /**
   * How traffic moves to the new version.
   *
   * @default - 10 % for 10 minutes, then the rest
   */
  readonly traffic?: TrafficPlan;
  /**
   * How long the new version is looked at once it has all traffic, by what the old one was like while both served, before the release
   * counts as good. Whole minutes, 1 to 30; `Duration.minutes(0)` for none. What is found puts the old version back.
   *
   * @default - 5 minutes where a gate is asked while traffic moves and counts, else none
   */
  readonly bake?: Duration;
  /**
   * What releases of a type have in place of `traffic` and `gates`. The type is said at synth, `cdk deploy -c sluice:type=hotfix`,
   * and is `minor` where nothing is said; what each type has to have is the platform's `policy`.
   *
   * @default - all types are alike
   */
  readonly types?: ReleaseTypesProps;
  /**
   * How far the service has adopted its pipeline. `alongside`: gates and alarms are all shadows, whatever they say themselves, and
   * the message of the outcome says what they would have stopped. `optional`: they count, and a person starts each release, by
   * `sluice approve --as go`. `trusted`: they count, and the deployment starts it. The platform's `policy` may ask for more, and
   * counts at each stage.
   *
   * @default trusted
   */
  readonly adoption?: 'alongside' | 'optional' | 'trusted';
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
   * Where so many percentage points more of the new version's invocations fail than twice the old one's share, in two of
   * three minutes, CodeDeploy rolls back. Once all traffic is on the new version there is nothing to compare with, and it is the
   * share of its own invocations. 0 to 99.
   *
   * @default 5
   */
  readonly maxErrorIncreasePoints?: number;
  /**
   * Whether the alarm on the new version's errors counts. A `shadow` is none of CodeDeploy's, and what it would have done is
   * recorded.
   *
   * @default enforce
   */
  readonly errorRateAlarmMode?: 'enforce' | 'shadow';
  /**
   * Above this 99th percentile of the new version's duration, in two of three minutes, CodeDeploy rolls back. Minutes
   * with fewer than 1000 invocations do not count.
   *
   * @default - 80 % of the function's timeout
   */
  readonly maxLatency?: Duration;
  /**
   * Whether the alarm on the new version's latency counts.
   *
   * @default enforce
   */
  readonly latencyAlarmMode?: 'enforce' | 'shadow';
  /**
   * Alarms that the squad has already: CodeDeploy watches them too, and rolls back where one goes red. Metric alarms of the
   * account and region of the release. For one with a name of its own, or that is to be a shadow, there is `addAlarm`.
   *
   * @default - the release's own alarms alone
   */
  readonly alarms?: IAlarm[];
}
