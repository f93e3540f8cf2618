import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { claimName } from '../../kernel/claim';
import type { Place } from '../../kernel/place';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { tags } from '../../kernel/template-values';
import type { CodeDeploy } from '../codedeploy';
import { checkName } from './check-name';

/** CodeDeploy User Guide, "CodeDeploy quotas": applications of an account. */
const MOST_APPLICATIONS = 1000;

/** `AWS::CodeDeploy::Application` on the Lambda platform. */
export function applicationProvider(codeDeploy: CodeDeploy, place: Place): ResourceProvider {
  return provideResource({
    type: 'AWS::CodeDeploy::Application',
    properties: {
      ApplicationName: v.optional(v.string()),
      ComputePlatform: v.literal('Lambda'),
      Tags: tags,
    },
    replacedBy: ['ApplicationName'],
    claim: ({ ApplicationName }) =>
      claimName(
        ApplicationName,
        (name) => codeDeploy.applications.has(name),
        (name) => new ApiError('ApplicationAlreadyExistsException', `Application already exists: ${name}`),
      ),
    create: ({ ApplicationName }, { generatedName }) => {
      const name = checkName('application', ApplicationName ?? generatedName.slice(0, 100));
      if (codeDeploy.applications.size >= MOST_APPLICATIONS) {
        throw new ApiError('ApplicationLimitExceededException', `The account has ${MOST_APPLICATIONS} applications.`);
      }
      codeDeploy.applications.add(name);
      return { id: name, attributes: { Arn: place.arn('codedeploy', `application:${name}`) } };
    },
    update: ({ physical }) => physical,
    remove: ({ id }) => {
      codeDeploy.applications.delete(id);
    },
  });
}
