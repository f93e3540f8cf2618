import type { CloudFormationOptions } from '../cloudformation/cloudformation-options';
import type { CloudWatchOptions } from '../cloudwatch/cloudwatch-options';
import type { CodeDeployOptions } from '../codedeploy/codedeploy-ports';
import type { DynamoDbOptions } from '../dynamodb/dynamodb-options';
import type { LambdaOptions } from '../lambda/lambda-options';
import type { StepFunctionsOptions } from '../stepfunctions/step-functions-options';
import type { Way } from '../workload/front-door';
import type { ModelledFunctions } from '../workload/modelled-functions';
import type { Incident } from '../workload/incident';
import type { PastTraffic } from '../workload/history';
import type { Behaviours } from '../workload/version-behaviour';
import type { WorkloadRequest } from '../workload/workload';

/** What can be chosen of each service. */
export interface ChosenOptions {
  readonly codeDeploy?: Partial<CodeDeployOptions>;
  readonly cloudWatch?: Partial<CloudWatchOptions>;
  readonly cloudFormation?: Partial<CloudFormationOptions>;
  readonly lambda?: Partial<LambdaOptions>;
  readonly dynamoDb?: Pick<DynamoDbOptions, 'timeToLiveDelayMs'>;
  readonly stepFunctions?: Partial<StepFunctionsOptions>;
}

export interface AccountSettings {
  readonly seed: number;
  /** Virtual milliseconds since the epoch. */
  readonly start: number;
  readonly accountId: string;
  readonly region: string;
  /** SSM parameters that are there beforehand, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly requestsPerSecond: number;
  readonly requests: readonly WorkloadRequest[] | undefined;
  /** How customers come to an alias. Left out: through the API in front of it, if there is exactly one. */
  readonly through?: Way;
  readonly incidents: readonly Incident[];
  readonly behaviours: Behaviours;
  /** The traffic that aliases had before anybody looked. */
  readonly history?: PastTraffic;
  /** The models of functions that cannot be run. */
  readonly functions?: ModelledFunctions;
  /** What AWS leaves open, chosen otherwise than by default. */
  readonly assumptions?: ChosenOptions;
}
