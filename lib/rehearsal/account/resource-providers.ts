import { codeDeployResources } from '../codedeploy/codedeploy-resources';
import { tableResources } from '../dynamodb/table-resources';
import type { ResourceProvider } from '../kernel/resource-provider';
import { lambdaResources } from '../lambda/lambda-resources';
import { compilePattern } from '../events/event-pattern';
import { eventSourceMappingResource } from '../lambda/resources/event-source-mapping';
import { asPrincipal } from './authorization';
import type { Services } from './services';

/** The resource types that the account can make. */
export function resourceProviders(services: Services): readonly ResourceProvider[] {
  const { apiGateway, authorization, cloudWatch, codeDeploy, dynamoDb, events, iam, lambda, logs, place, s3 } =
    services;
  const canAssume = (service: string) => (roleArn: string, sourceArn?: string) =>
    authorization.canAssume(service, roleArn, sourceArn);
  return [
    ...apiGateway.providers,
    ...cloudWatch.providers,
    ...codeDeployResources(codeDeploy, place, canAssume('codedeploy.amazonaws.com')),
    ...tableResources(dynamoDb, place, (bucket, key) => s3.text(bucket, key)),
    ...events.providers,
    ...iam.providers,
    ...services.kms.providers,
    ...lambdaResources(lambda, (bucket, key) => s3.archive(bucket, key), canAssume('lambda.amazonaws.com')),
    ...logs.providers,
    ...services.sns.providers,
    ...services.scheduler.providers,
    ...services.secretsManager.providers,
    ...services.sqs.providers,
    ...services.ssm.providers,
    eventSourceMappingResource(lambda.registry, services, {
      simulation: services.simulation,
      region: place.region,
      describe: (queueArn) => services.sqs.describe(queueArn),
      receive: (queueArn, request) => services.sqs.receive(queueArn, request),
      remove: (queueArn, handles) => {
        services.sqs.remove(queueArn, handles);
      },
      release: (queueArn, handles) => {
        services.sqs.release(queueArn, handles);
      },
      invoke: (functionName, payload) => lambda.invoke({ functionName, payload }),
      mayPoll: (roleArn, queueArn) =>
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].every((action) =>
          authorization.allows(asPrincipal(roleArn), { action, resource: queueArn }),
        ),
      filter: (pattern) => compilePattern(JSON.parse(pattern) as unknown),
    }),
    ...services.stepFunctions.providers,
  ];
}
