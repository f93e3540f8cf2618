import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  UpdateStackCommand,
  type Capability,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import type { ReconciledStack } from '../domain/reconcile/reconcile-facts';
import { unlessMissingStack } from './unless-missing-stack';

/** A template that is sent: as text, or by where it lies. */
export type SentTemplate = { readonly TemplateBody: string } | { readonly TemplateURL: string };

/** CloudFormation, as far as stacks are updated. */
export class CloudFormationUpdates {
  constructor(private readonly client: CloudFormationClient) {}

  /** The name of the stack that has a resource; undefined where none has. */
  async stackOf(physicalId: string): Promise<string | undefined> {
    const command = new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId });
    const found = await unlessMissingStack(this.client.send(command));
    return found?.StackResources?.[0]?.StackName;
  }

  /** What belongs to a stack and not to its template; undefined where there is no such stack. */
  async stack(name: string): Promise<Omit<ReconciledStack, 'physicalIds' | 'templateText'> | undefined> {
    const found = await unlessMissingStack(this.client.send(new DescribeStacksCommand({ StackName: name })));
    const [stack] = found?.Stacks ?? [];
    if (stack?.StackId === undefined || stack.StackName === undefined || stack.StackStatus === undefined)
      return undefined;
    const parameters = (stack.Parameters ?? []).flatMap(({ ParameterKey: key, ParameterValue, ResolvedValue }) => {
      const value = ResolvedValue ?? ParameterValue;
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    });
    return {
      id: stack.StackId,
      name: stack.StackName,
      status: stack.StackStatus,
      isNested: stack.ParentId !== undefined,
      capabilities: stack.Capabilities ?? [],
      parameters: Object.fromEntries(parameters),
    };
  }

  /**
   * Has CloudFormation begin to update a stack. Parameters are as they were; and so are its role, tags, topics and rollback
   * triggers, since nothing is said of them: AWS CloudFormation API Reference, "UpdateStack".
   */
  async update({ id, parameters, capabilities }: ReconciledStack, template: SentTemplate): Promise<void> {
    await this.client.send(
      new UpdateStackCommand({
        StackName: id,
        ...template,
        Parameters: Object.keys(parameters).map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true })),
        Capabilities: capabilities as Capability[],
      }),
    );
  }

  /** The first failure of a stack's last operation, in CloudFormation's words. */
  async failure(stackId: string): Promise<string | undefined> {
    let first: string | undefined;
    for await (const { StackEvents } of paginateDescribeStackEvents({ client: this.client }, { StackName: stackId })) {
      for (const { LogicalResourceId, PhysicalResourceId, ResourceStatus = '', ResourceStatusReason } of StackEvents ??
        []) {
        if (ResourceStatus.endsWith('_FAILED'))
          first = `${LogicalResourceId ?? ''}: ${ResourceStatusReason ?? ResourceStatus}`;
        // The newest come first, so that this is where the operation began.
        if (PhysicalResourceId === stackId && ResourceStatus === 'UPDATE_IN_PROGRESS') return first;
      }
    }
    return first;
  }
}
