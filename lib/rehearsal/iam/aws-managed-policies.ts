import type { PolicyDocument, PolicyStatement } from './policy-document';

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** What both of CodeDeploy's policies for Lambda grant beside their first statement. */
const CODEDEPLOY_ARTIFACTS_AND_HOOKS: readonly PolicyStatement[] = [
  {
    ...allow(['s3:GetObject', 's3:GetObjectVersion']),
    Resource: ['arn:aws:s3:::*/CodeDeploy/*'],
  },
  {
    ...allow(['s3:GetObject', 's3:GetObjectVersion']),
    Condition: { StringEquals: { 's3:ExistingObjectTag/UseWithCodeDeploy': ['true'] } },
  },
  { ...allow(['lambda:InvokeFunction']), Resource: ['arn:aws:lambda:*:*:function:CodeDeployHook_*'] },
];

const CODEDEPLOY_LAMBDA = [
  'cloudwatch:DescribeAlarms',
  'lambda:UpdateAlias',
  'lambda:GetAlias',
  'lambda:GetProvisionedConcurrencyConfig',
];

/** By path and name. AWS Managed Policy Reference Guide. */
const STATEMENTS: Readonly<Record<string, readonly PolicyStatement[]>> = {
  AdministratorAccess: [allow(['*'])],
  AWSXRayDaemonWriteAccess: [
    allow([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ]),
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    allow([...LOGS, 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:FilterLogEvents']),
  ],
  'service-role/AWSCodeDeployRoleForLambda': [
    allow([...CODEDEPLOY_LAMBDA, 'sns:Publish']),
    ...CODEDEPLOY_ARTIFACTS_AND_HOOKS,
  ],
  'service-role/AWSCodeDeployRoleForLambdaLimited': [allow(CODEDEPLOY_LAMBDA), ...CODEDEPLOY_ARTIFACTS_AND_HOOKS],
  'service-role/AWSLambdaBasicExecutionRole': [allow(LOGS)],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    allow([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...LOGS,
    ]),
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOGS]),
  ],
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    allow([
      ...LOGS,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ],
};

/** The policies of AWS's own that are known here, by ARN. */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries(STATEMENTS).map(([name, statements]) => [
    `arn:aws:iam::aws:policy/${name}`,
    { Version: '2012-10-17', Statement: [...statements] },
  ]),
);

function allow(actions: readonly string[]): PolicyStatement {
  return { Effect: 'Allow', Action: [...actions], Resource: ['*'] };
}
