import { describeMembers, type DescribedMember } from './describe-schema';
import type { ResourceProvider } from '../kernel/resource-provider';
import type { Service } from '../kernel/service';
import { SERVICE_NOTES } from './service-notes';

/** A resource type that templates may have. */
export interface ResourceTypeFeatures {
  /** Such as `AWS::SNS::Topic`. */
  readonly type: string;
  /** The properties that are taken. Any other stops the rehearsal by name. */
  readonly properties: readonly DescribedMember[];
  /** The properties whose change makes a new resource, or `any change`. */
  readonly replacedBy: readonly string[] | 'any change';
}

/** What is emulated of one AWS service. */
export interface ServiceFeatures {
  readonly service: string;
  /** In words: what it does here as it does in AWS. */
  readonly emulated: string;
  /** In words: what stops by name, or is left out. */
  readonly notEmulated?: string;
  readonly resourceTypes: readonly ResourceTypeFeatures[];
  /** The operations of its API that handlers may call. */
  readonly operations: readonly string[];
}

/**
 * @param apis the services whose API can be called, by their signing names
 *
 * @internal
 */
export function serviceFeatures(
  providers: readonly ResourceProvider[],
  apis: Readonly<Record<string, Service>>,
): readonly ServiceFeatures[] {
  const listed = SERVICE_NOTES.map(({ namespace, signingName, ...notes }) => ({
    ...notes,
    resourceTypes: providers.filter(({ type }) => type.split('::')[1] === namespace).map(resourceTypeFeatures),
    operations: [...(apis[signingName ?? '']?.api.operations ?? [])].sort(),
  }));
  const all = listed.flatMap(({ resourceTypes }) => resourceTypes.map(({ type }) => type));
  const forgotten = providers.filter(({ type }) => !all.includes(type)).map(({ type }) => type);
  if (forgotten.length > 0) throw new Error(`No notes on the service of ${forgotten.join(', ')}.`);
  return listed;
}

function resourceTypeFeatures({ type, schema, replacedBy = [] }: ResourceProvider): ResourceTypeFeatures {
  return { type, properties: schema ? describeMembers(schema) : [], replacedBy };
}
