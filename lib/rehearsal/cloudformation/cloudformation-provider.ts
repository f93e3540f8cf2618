import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { type PhysicalResource, type ResourceContext, type ResourceProvider } from '../kernel/resource-provider';

/** What a provider is told beside the properties. */
export interface OperationContext extends ResourceContext {
  /** The stack's ARN. */
  readonly stackId: string;
}

/** A provider as CloudFormation takes it. */
export interface CloudFormationProvider extends ResourceProvider {
  /** Whether a failed update may have changed something, so that a rollback has to update the resource back. */
  readonly failedUpdateMayChange?: boolean;
  create(properties: unknown, context: OperationContext): Promise<PhysicalResource>;
  update(
    change: Parameters<ResourceProvider['update']>[0],
    context: OperationContext,
  ): ReturnType<ResourceProvider['update']>;
  remove(physical: PhysicalResource, properties: unknown, context: OperationContext): Promise<void>;
}

/** Finds the provider of a resource type, and stops by name where there is none. */
export class Providers {
  private readonly byType: ReadonlyMap<string, CloudFormationProvider>;

  /** @param others makes the providers of types that are not known by name, such as custom resources */
  constructor(
    providers: readonly CloudFormationProvider[],
    private readonly others: (type: string) => CloudFormationProvider | undefined = () => undefined,
  ) {
    this.byType = new Map(
      [CDK_METADATA, WAIT_CONDITION_HANDLE, ...providers].map((provider) => [provider.type, provider]),
    );
  }

  of(type: string, where: string): CloudFormationProvider {
    const provider = this.byType.get(type) ?? this.others(type);
    if (!provider) throw new NotEmulated(`The resource type ${type}`, where);
    return provider;
  }
}

/** CDK's usage report. CloudFormation itself takes it, and makes nothing. */
const CDK_METADATA: CloudFormationProvider = {
  type: 'AWS::CDK::Metadata',
  attributes: [],
  create: (_, { generatedName }) => Promise.resolve({ id: generatedName, attributes: {} }),
  update: ({ physical }) => Promise.resolve(physical),
  remove: () => Promise.resolve(),
};

/** A URL that nobody is waiting at, as nothing refers to it by a wait condition: those are not emulated. */
const WAIT_CONDITION_HANDLE: CloudFormationProvider = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  attributes: [],
  schema: v.strictObject({}),
  create: (_, { generatedName, stackId }) => {
    const [, , , region = ''] = stackId.split(':');
    const path = `${encodeURIComponent(stackId)}/${generatedName}`;
    const id = `https://cloudformation-waitcondition-${region}.s3.${region}.amazonaws.com/${path}`;
    return Promise.resolve({ id, attributes: {} });
  },
  update: ({ physical }) => Promise.resolve(physical),
  remove: () => Promise.resolve(),
};
