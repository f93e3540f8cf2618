import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Gate } from '../gates/gate';
import type { IReleasePlatform } from '../platform/i-release-platform';
import type { ExpectationProps } from './foreseen';
import type { TrafficPlan } from './traffic-plan';

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
