import { NotEmulated } from '../kernel/not-emulated';
import { type ResourceProvider } from '../kernel/resource-provider';

/** A provider as CloudFormation takes it. */
export interface CloudFormationProvider extends ResourceProvider {
  /** The names `Fn::GetAtt` knows. Where it is left out, an unknown one is met only once the resource exists. */
  readonly attributes?: readonly string[];
}

/** Finds the provider of a resource type, and stops by name where there is none. */
export class Providers {
  private readonly byType: ReadonlyMap<string, CloudFormationProvider>;

  constructor(providers: readonly CloudFormationProvider[]) {
    this.byType = new Map([CDK_METADATA, ...providers].map((provider) => [provider.type, provider]));
  }

  of(type: string, where: string): CloudFormationProvider {
    const provider = this.byType.get(type);
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
