import type { ApiGateway } from '../api-gateway/api-gateway';
import type { CloudFormation } from '../cloudformation/cloudformation';
import type { CloudWatch } from '../cloudwatch/cloudwatch';
import type { CodeDeploy } from '../codedeploy/codedeploy';
import type { DynamoDb } from '../dynamodb/dynamodb';
import type { ApiCalls } from '../endpoint/api-calls';
import type { Endpoint } from '../endpoint/endpoint';
import type { Events } from '../events/events';
import type { Faults } from '../faults/faults';
import type { Iam } from '../iam/iam';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { Lambda } from '../lambda/lambda';
import type { Logs } from '../logs/logs';
import type { Recorder } from '../recorder';
import type { S3 } from '../s3/s3';
import type { Sns } from '../sns/sns';
import type { Ssm } from '../ssm/ssm';
import type { Credentials } from '../sts/credentials';
import type { Workload } from '../workload/workload';
import type { Authorization } from './authorization';

/** Everything in an account. Services meet here only: each has its ports filled from these, and knows no other. */
export interface Services {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly authorization: Authorization;
  readonly apis: ApiCalls;
  readonly apiGateway: ApiGateway;
  readonly cloudFormation: CloudFormation;
  readonly cloudWatch: CloudWatch;
  readonly codeDeploy: CodeDeploy;
  readonly dynamoDb: DynamoDb;
  readonly events: Events;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly logs: Logs;
  readonly s3: S3;
  readonly sns: Sns;
  readonly ssm: Ssm;
  readonly workload: Workload;
}
