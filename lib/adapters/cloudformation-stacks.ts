import {
  CloudFormationServiceException,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { StackResource, Stacks } from '../domain/release/creation-claim';
import { unlessMissingStack } from './unless-missing-stack';

/** CloudFormation, as far as it is looked at: AWS CloudFormation API Reference. */
export class CloudFormationStacks implements Stacks {
  constructor(private readonly client: CloudFormationClient) {}

  /** A stack's status; undefined where there is no such stack. */
  async status(stackName: string): Promise<string | undefined> {
    return (await this.describe(stackName))?.StackStatus;
  }

  /** The value that CDK has a stack export under a name, which begins with the stack's; undefined where there is none. */
  async exported(exportName: string): Promise<string | undefined> {
    const stack = await this.describe(exportName.split(':')[0] ?? '');
    return stack?.Outputs?.find(({ ExportName }) => ExportName === exportName)?.OutputValue;
  }

  private async describe(stackName: string): Promise<Stack | undefined> {
    const found = await unlessMissingStack(this.client.send(new DescribeStacksCommand({ StackName: stackName })));
    return found?.Stacks?.[0];
  }

  /**
   * One resource of a stack, as it is now, also while the stack is being changed; undefined where there is no such stack
   * or resource. It is asked for by name, since a whole stack is told up to its hundredth resource.
   */
  async resource(stackId: string, logicalId: string): Promise<StackResource | undefined> {
    try {
      const { StackResources } = await this.client.send(
        new DescribeStackResourcesCommand({ StackName: stackId, LogicalResourceId: logicalId }),
      );
      const found = StackResources?.find((one) => one.LogicalResourceId === logicalId && one.StackId === stackId);
      if (found?.ResourceType === undefined || found.ResourceStatus === undefined) return undefined;
      const { ResourceType: type, PhysicalResourceId: physicalId, ResourceStatus: status } = found;
      return { type, status, ...(physicalId === undefined || physicalId === '' ? {} : { physicalId }) };
    } catch (error) {
      // There is no code of its own for a stack or a resource that is not there, nor for a name that can be none.
      if (error instanceof CloudFormationServiceException && error.name === 'ValidationError') return undefined;
      throw error;
    }
  }

  /** The template that a stack was last deployed with, as it was sent. */
  async template(stackName: string): Promise<string> {
    const command = new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' });
    const { TemplateBody } = await this.client.send(command);
    if (TemplateBody === undefined) throw new Error(`The stack ${stackName} has no template.`);
    return TemplateBody;
  }

  /** Physical ids by logical ids. */
  async physicalIds(stackName: string): Promise<Readonly<Record<string, string>>> {
    const ids: Record<string, string> = {};
    for await (const page of paginateListStackResources({ client: this.client }, { StackName: stackName })) {
      for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
        if (LogicalResourceId !== undefined && PhysicalResourceId !== undefined) {
          ids[LogicalResourceId] = PhysicalResourceId;
        }
      }
    }
    return ids;
  }
}
