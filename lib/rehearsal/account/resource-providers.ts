import { codeDeployResources } from '../codedeploy/codedeploy-resources';
import { tableResources } from '../dynamodb/table-resources';
import type { ResourceProvider } from '../kernel/resource-provider';
import { lambdaResources } from '../lambda/lambda-resources';
import type { Services } from './services';

/** The resource types that the account can make. */
export function resourceProviders(services: Services): readonly ResourceProvider[] {
  const { apiGateway, authorization, cloudWatch, codeDeploy, dynamoDb, events, iam, lambda, logs, place, s3 } =
    services;
  const canAssume = (service: string) => (roleArn: string) => authorization.canAssume(service, roleArn);
  return [
    ...apiGateway.providers,
    ...cloudWatch.providers,
    ...codeDeployResources(codeDeploy, place, canAssume('codedeploy.amazonaws.com')),
    ...tableResources(dynamoDb, place, (bucket, key) => s3.text(bucket, key)),
    events.provider,
    ...iam.providers,
    ...lambdaResources(lambda, (bucket, key) => s3.directory(bucket, key), canAssume('lambda.amazonaws.com')),
    ...logs.providers,
    ...services.sns.providers,
    ...services.ssm.providers,
    ...services.stepFunctions.providers,
  ];
}
