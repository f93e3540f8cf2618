import type { FirstReleaseInput } from '../../../lib/adapters/first-release-runs';
import type { NewRelease } from '../../../lib/domain/release/release';

export const first: NewRelease = {
  id: 'first-Shop-1-0a1b2c3d',
  functionName: 'chat',
  aliasName: 'live',
  green: '1',
  deploymentGroup: 'chat-live',
  openedAt: 1000,
};

export const input: FirstReleaseInput = {
  release: first,
  request: {
    responseUrl: 'https://cloudformation.example/secret',
    stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Shop/1',
    requestId: '0a1b2c3d-1',
    logicalResourceId: 'FirstRelease',
  },
};

/** The request of CloudFormation's that the input was made from. */
export const created = {
  RequestType: 'Create',
  ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:Sluice-main-first-release',
  ResponseURL: input.request.responseUrl,
  StackId: input.request.stackId,
  RequestId: input.request.requestId,
  LogicalResourceId: input.request.logicalResourceId,
  ResourceProperties: {
    ServiceToken: 'arn',
    FunctionName: 'chat',
    AliasName: 'live',
    Version: '1',
    DeploymentGroup: 'chat-live',
  },
};

export const kept = { ...created, RequestType: 'Update', PhysicalResourceId: 'first-Shop-1-earlier' };
