import type { CheckPorts } from '../../../lib/flow/refuse-creation';
import type { StackResource } from '../../../lib/domain/release/creation-claim';
import type { FirstReleaseInput } from '../../../lib/domain/release/gate-runs';
import type { NewRelease } from '../../../lib/domain/release/release';

const fn = { type: 'AWS::Lambda::Function', status: 'CREATE_COMPLETE' };
const group = { type: 'AWS::CodeDeploy::DeploymentGroup', status: 'CREATE_COMPLETE' };

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
    responseUrl: 'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/secret',
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
    FunctionLogicalId: 'Fn',
    AliasName: 'live',
    Version: '1',
    DeploymentGroup: 'chat-live',
    DeploymentGroupLogicalId: 'Group',
  },
};

/** CloudFormation, in which the stack is creating its alias. */
export function creatingStack(change: Readonly<Record<string, StackResource | undefined>> = {}): CheckPorts {
  const rows: Readonly<Record<string, StackResource | undefined>> = {
    FirstRelease: { type: 'Custom::SluiceFirstRelease', status: 'CREATE_IN_PROGRESS' },
    Fn: { ...fn, physicalId: 'chat' },
    Group: { ...group, physicalId: 'chat-live' },
    ...change,
  };
  const resource = (stackId: string, logicalId: string) =>
    Promise.resolve(stackId === input.request.stackId ? rows[logicalId] : undefined);
  return { stacks: { resource }, region: 'us-east-1' };
}

/** Requests of a stack that is not what it says, and what is said of them. */
export const FORGED: readonly (readonly [string, { readonly event?: object; readonly checks?: CheckPorts }, string])[] =
  [
    [
      'a group of another squad',
      { checks: creatingStack({ Group: { ...group, physicalId: 'thiefs-own' } }) },
      "the AWS::CodeDeploy::DeploymentGroup Group (chat-live) is not the stack's own",
    ],
    [
      'a function of another squad',
      { checks: creatingStack({ Fn: { ...fn, physicalId: 'thiefs-own' } }) },
      "the AWS::Lambda::Function Fn (chat) is not the stack's own",
    ],
    ['a stack that is not there', { event: { StackId: 'arn:other' } }, 'CloudFormation knows no'],
    ['a resource that is not there', { event: { LogicalResourceId: 'Other' } }, 'CloudFormation knows no'],
    [
      'a stack that is creating nothing',
      { checks: creatingStack({ FirstRelease: { type: 'Custom::SluiceFirstRelease', status: 'CREATE_COMPLETE' } }) },
      'is not being created',
    ],
  ];

export const kept = { ...created, RequestType: 'Update', PhysicalResourceId: 'first-Shop-1-earlier' };
