import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleDirectory } from './package-root';

export interface PlatformFunctionProps {
  /** The folder in `lambdas/`. */
  readonly bundle: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
  /** Retries of a failed asynchronous invocation. */
  readonly retryAttempts: number;
  /**
   * For how long an asynchronous invocation may wait to be run.
   *
   * @default - Lambda's 6 hours
   */
  readonly maxEventAge?: Duration;
  /**
   * Hears of asynchronous invocations that failed for good.
   *
   * @default - nobody
   */
  readonly onFailure?: lambda.IDestination;
  /**
   * The role it runs as.
   *
   * @default - a role of its own
   */
  readonly role?: iam.Role;
  /**
   * Its physical name.
   *
   * @default - CloudFormation's
   */
  readonly functionName?: string;
}

/** One function of the platform: a prebuilt bundle with the SDK inside, its own log group, JSON logs. */
export class PlatformFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    this.role =
      props.role ?? new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    this.function = new lambda.Function(this, 'Function', {
      ...(props.functionName === undefined ? {} : { functionName: props.functionName }),
      description: props.description,
      code: lambda.Code.fromAsset(bundleDirectory(props.bundle)),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      environment: props.environment,
      retryAttempts: props.retryAttempts,
      ...(props.maxEventAge === undefined ? {} : { maxEventAge: props.maxEventAge }),
      ...(props.onFailure === undefined ? {} : { onFailure: props.onFailure }),
    });
  }
}
