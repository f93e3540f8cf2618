import { BUCKET, releasedAlias, writeAssembly } from '../cli/small-assembly';

const HANDLER = `exports.handler = async () => ({ statusCode: 200, body: '{"status":"ok"}' });`;

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

/** Writes an assembly with a little of every service, so that mutations reach all of them. */
export function writeBroadAssembly(directory: string, change: string): string {
  return writeAssembly(
    directory,
    { ...compute(change), ...messaging(), ...storage(), ...watching() },
    { [`code-${change}`]: `${HANDLER} // ${change}` },
  );
}

function compute(change: string) {
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: ['lambda', 'codedeploy', 'states', 'scheduler', 'events'].map((service) => ({
            Effect: 'Allow',
            Principal: { Service: `${service}.amazonaws.com` },
            Action: 'sts:AssumeRole',
          })),
        },
        ManagedPolicyArns: [
          {
            'Fn::Join': [
              '',
              ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole'],
            ],
          },
          'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited',
        ],
        Policies: [
          { PolicyName: 'All', PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
        ],
      },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: { 'Fn::Sub': '${AWS::StackName}-policy' },
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['lambda:InvokeFunction'],
              Resource: [{ 'Fn::Sub': '${Fn.Arn}:*' }],
              Condition: { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } },
            },
          ],
        },
      },
    },
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: BUCKET, S3Key: `code-${change}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: arn('Role'),
        Timeout: 10,
        MemorySize: 256,
        Environment: { Variables: { TABLE: { Ref: 'Table' }, QUEUE: { Ref: 'Queue' } } },
      },
    },
    ...releasedAlias(`Version${change}`, { alias: { DependsOn: ['Policy'] } }),
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Alias' }, Principal: 'sns.amazonaws.com' },
    },
    InvokeConfig: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Fn' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
      },
    },
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Alias' }, BatchSize: 5 },
    },
    Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
    Config: {
      Type: 'AWS::CodeDeploy::DeploymentConfig',
      Properties: {
        ComputePlatform: 'Lambda',
        TrafficRoutingConfig: {
          Type: 'TimeBasedCanary',
          TimeBasedCanary: { CanaryPercentage: 10, CanaryInterval: 5 },
        },
      },
    },
    Group: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        ApplicationName: { Ref: 'Application' },
        ServiceRoleArn: arn('Role'),
        DeploymentConfigName: { Ref: 'Config' },
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: 'Errors' } }] },
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      },
    },
  };
}

function messaging() {
  return {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'News', Tags: [{ Key: 'a', Value: 'b' }] } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Topic' },
        Protocol: 'sqs',
        Endpoint: arn('Queue'),
        FilterPolicy: { kind: ['a', { prefix: 'b' }, { numeric: ['>', 1, '<=', 5] }] },
        RawMessageDelivery: true,
      },
    },
    Dead: { Type: 'AWS::SQS::Queue' },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 },
      },
    },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn('Queue'),
            },
          ],
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.codedeploy'],
          detail: { state: [{ 'anything-but': ['READY'] }, { exists: true }] },
        },
        State: 'ENABLED',
        Targets: [
          {
            Id: 'queue',
            Arn: arn('Queue'),
            InputTransformer: { InputPathsMap: { s: '$.detail.state' }, InputTemplate: '{"state": <s>}' },
          },
        ],
      },
    },
    Tick: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(2 minutes)', Targets: [{ Id: 'fn', Arn: { Ref: 'Alias' } }] },
    },
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0/5 9-17 ? * MON-FRI *)',
        ScheduleExpressionTimezone: 'Europe/Helsinki',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 2 },
        Target: { Arn: arn('Fn'), RoleArn: arn('Role'), Input: '{"by":"schedule"}' },
      },
    },
  };
}

function storage() {
  return {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Delete',
      Properties: {
        AttributeDefinitions: ['pk', 'sk', 'at'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys('pk', 'sk'),
        GlobalSecondaryIndexes: [
          { IndexName: 'byTime', KeySchema: keys('sk', 'at'), Projection: { ProjectionType: 'ALL' } },
        ],
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      },
    },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/fuzz/name', Type: 'String', Value: { 'Fn::Sub': '${Fn} of ${AWS::StackName}' } },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"user":"a"}',
          GenerateStringKey: 'password',
          PasswordLength: 20,
        },
      },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
  };
}

function watching() {
  const metric = {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Fn' } }],
  };
  return {
    Errors: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Metrics: [
          { Id: 'errors', ReturnData: false, MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } },
          { Id: 'rate', Expression: 'FILL(errors, 0) * 2 + IF(errors > 1, 1, 0)', Label: 'doubled' },
        ],
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 100,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
    Simple: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ...metric,
        ExtendedStatistic: 'p99',
        Period: 60,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: -1,
        EvaluationPeriods: 1,
      },
    },
    Either: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: { AlarmRule: { 'Fn::Sub': 'ALARM("${Errors}") OR NOT OK("${Simple}")' } },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: arn('Role'),
        DefinitionString: {
          'Fn::Sub': JSON.stringify({
            StartAt: 'Ask',
            States: {
              Ask: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke',
                Parameters: { FunctionName: '${Fn.Arn}', 'Payload.$': '$' },
                ResultSelector: { 'status.$': '$.Payload.statusCode' },
                Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2 }],
                Next: 'Well',
              },
              Well: {
                Type: 'Choice',
                Choices: [{ Variable: '$.status', NumericEquals: 200, Next: 'Done' }],
                Default: 'Wait',
              },
              Wait: { Type: 'Wait', Seconds: 5, Next: 'Ask' },
              Done: { Type: 'Succeed' },
            },
          }),
        },
      },
    },
    Started: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(5 minutes)',
        Targets: [{ Id: 'machine', Arn: { Ref: 'Machine' }, RoleArn: arn('Role'), Input: '{}' }],
      },
    },
  };
}
