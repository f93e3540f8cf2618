import type { CloudFormationOptions } from '../cloudformation/cloudformation-options';
import type { CloudFormationPorts } from '../cloudformation/cloudformation-ports';
import type { ResourceProvider } from '../kernel/resource-provider';
import { objectAt } from '../s3/object-at';
import type { ServedAlias } from '../workload/served-alias';
import { aliasDeployments } from './alias-deployments';
import { carryServiceCall } from './service-calls';
import type { Services } from './services';

/** What CloudFormation needs of the other services. */
export function cloudFormationPorts(
  services: Services,
  providers: readonly ResourceProvider[],
  deploymentBegun: (alias: ServedAlias, deploymentId: string) => void,
  options: Partial<CloudFormationOptions> = {},
): CloudFormationPorts {
  const { authorization, endpoint, lambda, place, randomness, recorder, s3, secretsManager, simulation, ssm } =
    services;
  return {
    simulation,
    place,
    randomness,
    providers,
    ssmParameter: (name) => ssm.parameter(name),
    ssmParameterVersion: (name, version) => ssm.parameter(name, version),
    secret: (id, stage) => secretsManager.secretString(id, stage),
    customResources: {
      invoke: (functionName, event) =>
        carryServiceCall(services, 'lambda:InvokeFunction', () => {
          lambda.invokeAsynchronously({ functionName, payload: JSON.stringify(event) });
        }),
    },
    aliasDeployments: aliasDeployments(services, deploymentBegun),
    updates: {
      objectAt: (url) => objectAt(url, `127.0.0.1:${endpoint.port}`),
      objectText: ({ bucket, key }) => s3.text(bucket, key),
      canAssume: (roleArn) => authorization.canAssume('cloudformation.amazonaws.com', roleArn),
      updated: ({ events }) => {
        for (const event of events) recorder.stackEvent(event);
      },
    },
    options,
  };
}
