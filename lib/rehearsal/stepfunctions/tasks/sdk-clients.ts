/** A service as `aws-sdk` integrations know it. */
export interface SdkClient {
  /** The IAM prefix. */
  readonly service: string;
  /** The client's name in the AWS SDK for Java 2.x, which errors begin with. */
  readonly name: string;
  /** Whether the API's own members begin in lower case; the integration's never do. */
  readonly camelCase?: boolean;
}

/**
 * By the service's name in a `Resource` (Step Functions Developer Guide, "Learning to use AWS service SDK
 * integrations", where the exception prefixes are listed too).
 */
export const SDK_CLIENTS: Readonly<Record<string, SdkClient>> = {
  bedrockruntime: { service: 'bedrock', name: 'BedrockRuntime', camelCase: true },
  cloudformation: { service: 'cloudformation', name: 'CloudFormation' },
  cloudwatch: { service: 'cloudwatch', name: 'CloudWatch' },
  cloudwatchlogs: { service: 'logs', name: 'CloudWatchLogs', camelCase: true },
  codedeploy: { service: 'codedeploy', name: 'CodeDeploy', camelCase: true },
  codepipeline: { service: 'codepipeline', name: 'CodePipeline', camelCase: true },
  dynamodb: { service: 'dynamodb', name: 'DynamoDb' },
  eventbridge: { service: 'events', name: 'EventBridge' },
  iam: { service: 'iam', name: 'Iam' },
  kms: { service: 'kms', name: 'Kms' },
  lambda: { service: 'lambda', name: 'Lambda' },
  s3: { service: 's3', name: 'S3' },
  scheduler: { service: 'scheduler', name: 'Scheduler' },
  secretsmanager: { service: 'secretsmanager', name: 'SecretsManager' },
  sfn: { service: 'states', name: 'Sfn', camelCase: true },
  sns: { service: 'sns', name: 'Sns' },
  sqs: { service: 'sqs', name: 'Sqs' },
  ssm: { service: 'ssm', name: 'Ssm' },
  sts: { service: 'sts', name: 'Sts' },
};
