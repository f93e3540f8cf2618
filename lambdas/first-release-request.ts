import * as v from 'valibot';
import { creationClaims } from '../lib/domain/release/creation-claim';
import type { CustomResourceRequest } from '../lib/domain/release/custom-resource';
import { firstReleaseId } from '../lib/domain/release/first-release';
import type { FirstReleaseRequest } from '../lib/domain/release/first-release-request';
import { parsed } from './parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const common = {
  ResponseURL: text,
  StackId: text,
  // It is a part of the gate run's name.
  RequestId: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  LogicalResourceId: text,
};

/** CloudFormation User Guide, "Custom resource request and response reference"; more members are no harm. */
const eventSchema = v.variant('RequestType', [
  v.object({
    RequestType: v.literal('Create'),
    ...common,
    ResourceProperties: v.object({
      FunctionName: text,
      FunctionLogicalId: text,
      AliasName: text,
      Version: text,
      DeploymentGroup: text,
      DeploymentGroupLogicalId: text,
    }),
  }),
  v.object({ RequestType: v.picklist(['Update', 'Delete']), ...common, PhysicalResourceId: text }),
]);

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
  const { FunctionName, FunctionLogicalId, AliasName, Version, DeploymentGroup, DeploymentGroupLogicalId } =
    event.ResourceProperties;
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
    claims: creationClaims({
      stackId: event.StackId,
      logicalId: event.LogicalResourceId,
      function: { logicalId: FunctionLogicalId, name: FunctionName },
      deploymentGroup: { logicalId: DeploymentGroupLogicalId, name: DeploymentGroup },
    }),
  };
}
