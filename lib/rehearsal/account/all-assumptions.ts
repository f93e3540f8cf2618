import { API_GATEWAY_ASSUMPTIONS } from '../api-gateway/api-gateway-assumptions';
import { eventSourceAssumptions } from '../lambda/event-source/event-source-settings';
import type { FunctionModels } from '../workload/function-models';
import { accountAssumptions } from './account-assumptions';
import type { Services } from './services';

type Assuming =
  | 'cloudFormation'
  | 'cloudWatch'
  | 'iam'
  | 'events'
  | 'sns'
  | 'sqs'
  | 'scheduler'
  | 'dynamoDb'
  | 'lambda'
  | 'stepFunctions'
  | 'workload';

/** What AWS leaves open and an account had to choose, in the order of the report. */
export function allAssumptions(
  services: Pick<Services, Assuming> & { readonly functionModels: FunctionModels },
  codeDeploy: readonly string[],
  callMs: number,
): readonly string[] {
  return [
    ...services.cloudFormation.assumptions(),
    ...API_GATEWAY_ASSUMPTIONS,
    ...codeDeploy,
    ...services.cloudWatch.assumptions(),
    ...services.iam.assumptions(),
    ...services.events.assumptions(),
    ...services.sns.assumptions(),
    ...services.sqs.assumptions(),
    ...services.scheduler.assumptions(),
    ...services.dynamoDb.assumptions(),
    ...eventSourceAssumptions(),
    ...services.lambda.assumptions(),
    ...services.functionModels.assumptions(),
    ...services.workload.assumptions(),
    ...services.stepFunctions.assumptions(),
    ...accountAssumptions(callMs),
  ];
}
