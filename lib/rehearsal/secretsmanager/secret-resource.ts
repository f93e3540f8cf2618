import { ApiError } from '../kernel/api-error';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { SECRET_PROPERTIES } from './secret-properties';
import type { Secrets } from './secrets';

/** `AWS::SecretsManager::Secret`. */
export function secretResource(secrets: Secrets): ResourceProvider {
  return provideResource({
    type: 'AWS::SecretsManager::Secret',
    properties: SECRET_PROPERTIES,
    replacedBy: ['Name'],
    create: (given, { generatedName }) => {
      if (given.SecretString !== undefined && given.GenerateSecretString) {
        throw new ApiError('InvalidParameterException', 'SecretString and GenerateSecretString exclude each other.');
      }
      const arn = secrets.create(given.Name ?? generatedName, given);
      return { id: arn, attributes: { Id: arn } };
    },
    update: ({ physical, previous, next }) => {
      const same =
        previous.SecretString === next.SecretString &&
        JSON.stringify(previous.GenerateSecretString) === JSON.stringify(next.GenerateSecretString);
      // A secret that was changed by its API since keeps that value while the template says the same as before.
      secrets.change(physical.id, next, !same);
      return physical;
    },
    remove: ({ id }) => {
      secrets.remove(id);
    },
  });
}
