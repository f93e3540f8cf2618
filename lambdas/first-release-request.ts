import * as v from 'valibot';
import type { CustomResourceRequest } from '../lib/adapters/custom-resource-answers';
import { firstReleaseId } from '../lib/domain/release/first-release';
import type { NewRelease } from '../lib/domain/release/release';
import { parsed } from './parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const common = { ResponseURL: text, StackId: text, RequestId: text, LogicalResourceId: text };

/** CloudFormation User Guide, "Custom resource request and response reference"; more members are no harm. */
const eventSchema = v.variant('RequestType', [
  v.object({
    RequestType: v.literal('Create'),
    ...common,
    ResourceProperties: v.object({ FunctionName: text, AliasName: text, Version: text, DeploymentGroup: text }),
  }),
  v.object({ RequestType: v.picklist(['Update', 'Delete']), ...common, PhysicalResourceId: text }),
]);

/** What CloudFormation asks of the custom resource of a first release. */
export type FirstReleaseRequest =
  | { readonly kind: 'create'; readonly request: CustomResourceRequest; readonly release: NewRelease }
  /** The alias is there, or goes: nothing is to be asked. */
  | { readonly kind: 'keep'; readonly request: CustomResourceRequest; readonly physicalResourceId: string };

/** @param now when the request came, in milliseconds since the epoch */
export function parseFirstReleaseRequest(given: unknown, now: number): FirstReleaseRequest {
  const event = parsed("CloudFormation's request", eventSchema, given);
  const request: CustomResourceRequest = {
    responseUrl: event.ResponseURL,
    stackId: event.StackId,
    requestId: event.RequestId,
    logicalResourceId: event.LogicalResourceId,
  };
  if (event.RequestType !== 'Create') return { kind: 'keep', request, physicalResourceId: event.PhysicalResourceId };
  const { FunctionName, AliasName, Version, DeploymentGroup } = event.ResourceProperties;
  return {
    kind: 'create',
    request,
    release: {
      id: firstReleaseId(event.StackId, Version, event.RequestId),
      functionName: FunctionName,
      aliasName: AliasName,
      green: Version,
      deploymentGroup: DeploymentGroup,
      openedAt: now,
    },
  };
}
