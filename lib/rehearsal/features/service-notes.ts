/** What no schema says of an AWS service: how it behaves here, and what is left out. Markdown, without line breaks. */
export interface ServiceNotes {
  readonly service: string;
  /** The second part of its resource types, such as `SNS`. */
  readonly namespace?: string;
  /** The name its requests are signed for. */
  readonly signingName?: string;
  readonly emulated: string;
  readonly notEmulated?: string;
}

export const SERVICE_NOTES: readonly ServiceNotes[] = [
  {
    service: 'API Gateway',
    namespace: 'ApiGatewayV2',
    emulated:
      'HTTP APIs: customers’ requests go through the API in front of an alias (`traffic.through` of a scenario), by its stages and routes, both payload formats, permissions or the role of the integration, and timeouts, with the answers and metrics of API Gateway.',
    notEmulated:
      'REST and WebSocket APIs, authorizers, custom domains, preflight requests, parameter mapping, throttling by a stage, access logs, metrics by route and `DataProcessed`; format 1.0 in a stage other than `$default`.',
  },
  {
    service: 'CloudFormation',
    signingName: 'cloudformation',
    emulated:
      'Stacks, their updates and what rolls them back, by templates as described above. Custom resources by functions, plain and by CDK’s provider framework. CDK’s usage report (`AWS::CDK::Metadata`) is taken and makes nothing, and neither does a wait condition’s handle (`AWS::CloudFormation::WaitConditionHandle`) that nothing waits for. `UpdateStack` takes a template as text, from a bucket or the stack’s own, with parameters, capabilities, tags and a role, and goes on by itself.',
    notEmulated:
      'Creating and deleting stacks by its API, change sets, topics that a stack tells of itself, tags of a stack on its resources but as conditions of policies see them; transforms and macros, nested stacks, wait conditions, custom resources by topics; continuing a rollback that failed.',
  },
  {
    service: 'CloudWatch',
    namespace: 'CloudWatch',
    signingName: 'monitoring',
    emulated:
      'Metrics by the minute, and by the second where they were published so, with the simple statistics, percentiles and percentile ranks (`PR(100:2000)`); alarms of one metric or of metric math, M out of N, with all four treatments of missing data, the evaluation range, premature alarms and the low-sample rule of percentile alarms, evaluated every minute, every ten seconds for short periods, or every hour; composite alarms with `AT_LEAST` and suppressed actions; actions on topics and functions; the embedded metric format in what handlers log. Metric math has arithmetic, comparisons, `AND`, `OR`, `IF`, `FILL`, `RATE`, `DIFF`, `METRICS`, `MAX`, `MIN`, `SUM`, `AVG`, `CEIL`, `FLOOR`, `ABS` and `PERIOD`.',
    notEmulated:
      'Anomaly alarms, `SEARCH` and functions that reduce a series to a number; other statistics (`tm99`, `IQM`, …); metrics of other accounts. Only Lambda, API Gateway, what is throttled of DynamoDB and what handlers publish make metrics here: an alarm on anything else sees no data.',
  },
  {
    service: 'CloudWatch Logs',
    namespace: 'Logs',
    emulated: 'Log groups. What handlers log is in the report and in the result of `rehearse()`.',
    notEmulated: 'Log streams and queries: nothing is written to a log group.',
  },
  {
    service: 'CodeDeploy',
    namespace: 'CodeDeploy',
    signingName: 'codedeploy',
    emulated:
      'The Lambda platform. The lifecycle with its two hooks and their hour; canary, linear and all-at-once shifts, by AWS’s configurations or one’s own; alarms at the start and all through; rollback on failure and on alarm, as a deployment of its own; the check that the alias is where CloudFormation left it; one deployment of a group at a time; state-change events. Deployments are started and stopped by API too, with an AppSpec as text; a stop without a rollback may leave the alias split.',
    notEmulated:
      'Triggers; revisions in S3 or GitHub; a change of a group’s role or name by API; other compute platforms.',
  },
  {
    service: 'DynamoDB',
    namespace: 'DynamoDB',
    signingName: 'dynamodb',
    emulated:
      'Items, expressions, indexes, batches and transactions, as far as [dynalite](https://github.com/architect/dynalite) has them; time to live; import from S3 (DynamoDB JSON, not compressed). Tables and indexes that a scenario throttles, and calls that a fault does, with the errors and the throttle metrics of tables on demand.',
    notEmulated:
      'Capacity, metrics of anything but throttling, streams, PartiQL. Backup, encryption and protection change nothing of what a query answers. A change of a table’s indexes stops the rehearsal by name.',
  },
  {
    service: 'EventBridge',
    namespace: 'Events',
    signingName: 'events',
    emulated:
      'Buses and rules with all of EventBridge’s patterns (a wildcard pattern is too complex where a text can be in more than ten places of it at once; AWS names no limit), schedules, input transformers, retries and dead-letter queues; targets are functions, queues, topics and state machines. Events come from CodeDeploy, CloudWatch alarms, Step Functions, schedules and `PutEvents`.',
    notEmulated: 'Archives, replays, pipes, API destinations, buses of other accounts.',
  },
  {
    service: 'EventBridge Scheduler',
    namespace: 'Scheduler',
    signingName: 'scheduler',
    emulated: 'One-time, rate and cron schedules in a time zone, flexible windows; targets as those of rules.',
  },
  {
    service: 'IAM',
    namespace: 'IAM',
    emulated:
      'Identity policies (inline, managed, and of AWS’s own those for Lambda’s basic, VPC, SQS and DynamoDB roles, X-Ray writing, CodeDeploy for Lambda, API Gateway’s logs and AdministratorAccess), permissions boundaries, trust policies, the policies of functions, topics and queues; explicit deny, wildcards, `NotAction`, `NotResource`, `NotPrincipal`, policy variables, tags and all condition operators. Services act by policies too: EventBridge and SNS by the function’s, CodeDeploy, Step Functions, EventBridge and Scheduler by the role they were given, whose trust policy may ask for `aws:SourceAccount` and `aws:SourceArn`. A role that its service cannot assume is refused.',
    notEmulated:
      'What CloudFormation itself may do and who may pass a role; organizations, session policies and tags; users and groups; other accounts. A condition key that is not known stops the rehearsal by name.',
  },
  {
    service: 'KMS',
    namespace: 'KMS',
    signingName: 'kms',
    emulated:
      'Keys of the curve P-256 that sign messages and verify them, symmetric keys that only stand there, and aliases.',
    notEmulated:
      'Encryption; signing a digest that the caller has made; grants; key policies that do not let the account’s own policies decide. What the same key signs of the same message differs from one time to the next, as it does in AWS.',
  },
  {
    service: 'Lambda',
    namespace: 'Lambda',
    signingName: 'lambda',
    emulated:
      'Published versions and `$LATEST`; aliases with weights; synchronous and asynchronous invocation with retries, a maximum age of events, destinations and dead-letter queues or topics; one environment per concurrent invocation, kept and used again; the function’s timeout, after which its environment is gone; a handler that ends its own process; cold starts (200 ms, and what the code waits for while it is loaded; 10 s at most, then again within the invocation) and errors while loading, by the runtime’s names; `MemorySize` as a limit of the JavaScript heap; the limits of payloads; reserved concurrency and the account’s 1000, with `Throttles`; START, END and REPORT lines; the client context; environment variables and credentials of the role; mappings from queues; the metrics of the function, of each version and alias, and of the version behind an alias (`ExecutedVersion`). Publishing a version where nothing changed fails, and so does deleting one that an alias needs, or splitting an alias between versions with different roles or dead-letter targets. The handler is `<file>.<export>`, run on the Node.js of your machine whatever `Runtime` says; a function of another runtime takes part by a model in the scenario only. A handler that computes for 20 real seconds without a pause counts as hanging.',
    notEmulated:
      'Memory outside the JavaScript heap, and the speed that memory buys; provisioned concurrency; the metrics `ConcurrentExecutions` and `DeadLetterErrors`; layers, VPCs, file systems, extensions; response streaming. The code has to be a folder asset: a ready-made archive is not found, and the function fails. HTTP calls to anywhere but AWS are caught, answered 200 with `ok`, and shown; connections of any other kind stop the rehearsal.',
  },
  {
    service: 'S3',
    signingName: 's3',
    emulated:
      'Published assets, with the checksums that the CDK CLI has S3 keep: SHA-256, of what is larger than 5 MiB that of its parts. A folder is an archive of its files, the same bytes to S3 and in Lambda’s `CodeSha256`; nothing in it is compressed, so that they do not depend on the machine, and are not those that the CDK uploads. `PutObject` puts another object into a bucket that has assets.',
    notEmulated:
      'Buckets in templates; parts of objects, conditions, versions, and what is kept beside an object, such as tags and keys.',
  },
  {
    service: 'Secrets Manager',
    namespace: 'SecretsManager',
    signingName: 'secretsmanager',
    emulated: 'Secrets with versions and stages.',
    notEmulated: 'Encryption and rotation.',
  },
  {
    service: 'SNS',
    namespace: 'SNS',
    signingName: 'sns',
    emulated:
      'Topics with filter policies, delivered to functions and queues, each with its protocol’s text where a message has some (`MessageStructure`); e-mail, HTTPS and SMS subscriptions get nothing. A report has what a mail would say.',
    notEmulated: 'FIFO topics, subscribing by API.',
  },
  {
    service: 'SQS',
    namespace: 'SQS',
    signingName: 'sqs',
    emulated: 'Standard and FIFO queues: delays, visibility, retention, redrive, deduplication.',
    notEmulated: 'Making queues by API. Encryption changes nothing of what a queue holds.',
  },
  {
    service: 'Step Functions',
    namespace: 'StepFunctions',
    signingName: 'states',
    emulated:
      'Standard workflows with `Task`, `Choice`, `Wait`, `Parallel`, inline `Map`, `Pass`, `Succeed` and `Fail`, in JSONata and JSONPath with all intrinsic functions; `Retry` with backoff and jitter, `Catch`, deadlines, heartbeats and task tokens; tasks that invoke functions, start executions (`.sync` too), publish, send, put events, work on items of DynamoDB, or call an AWS API; the errors that no `Catch` catches; names that stay taken for 90 days; state-change events.',
    notEmulated:
      'Express workflows, distributed maps, activities, redriving an execution, versions and aliases of machines.',
  },
  {
    service: 'STS',
    signingName: 'sts',
    emulated:
      'Taking on a role, in a session of the name that was given; a function’s session has its name. Who calls: by a signed call, and by a presigned URL at the endpoint or at STS’s own addresses, in XML or, by `Accept`, JSON. The signature in a URL is checked with all that it covers, and holds for 15 minutes whatever `X-Amz-Expires` says; one in a header is believed.',
    notEmulated: 'Session policies and tags, keys that expire, presigned URLs of other services.',
  },
  {
    service: 'Systems Manager',
    namespace: 'SSM',
    signingName: 'ssm',
    emulated:
      'Parameters by plain name; templates make those of type `String`. Change calendars, open or closed by default, whose events have times in UTC or a time zone and may recur; the next change of a state is looked for two years ahead where an event recurs.',
    notEmulated:
      'Labels and versions in a name; other documents, events of whole days, replacing a calendar by an update.',
  },
];
