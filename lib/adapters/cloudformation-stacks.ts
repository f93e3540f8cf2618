import {
  CloudFormationServiceException,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';

/** CloudFormation, as far as it is looked at: AWS CloudFormation API Reference. */
export class CloudFormationStacks {
  constructor(private readonly client: CloudFormationClient) {}

  /** A stack's status; undefined where there is no such stack. */
  async status(stackName: string): Promise<string | undefined> {
    try {
      const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName: stackName }));
      return Stacks?.[0]?.StackStatus;
    } catch (error) {
      // There is no code of its own for a stack that is not there.
      const isMissing =
        error instanceof CloudFormationServiceException &&
        error.name === 'ValidationError' &&
        error.message.endsWith('does not exist');
      if (isMissing) return undefined;
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
