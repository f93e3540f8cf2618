import * as v from 'valibot';
import { checkClaim, type Claim } from './claim';
import { NotEmulated } from './not-emulated';
import { shownValue } from './shown-value';

/** A resource as it exists in the emulated account. */
export interface PhysicalResource {
  /** The physical id: what `Ref` gives. */
  readonly id: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `Version`, …). */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What CloudFormation tells a provider beside the properties. */
export interface ResourceContext {
  readonly stackName: string;
  readonly logicalId: string;
  /** For messages: the template's file and the logical id. */
  readonly where: string;
  /** The name CloudFormation would generate: stack, logical id and a suffix that is new for every creation. */
  readonly generatedName: string;
}

/** How one resource type is made, changed and removed. Registered with CloudFormation by the composition root. */
export interface ResourceProvider {
  /** The type's AWS name, such as `AWS::SNS::Topic`. */
  readonly type: string;
  /** The names `Fn::GetAtt` knows. Where it is left out, an unknown one is met only once the resource exists. */
  readonly attributes?: readonly string[];
  /** What its properties have to look like. Where it is left out, they are met only once the resource is made. */
  readonly schema?: v.GenericSchema;
  /** The properties whose change replaces the resource, or `any change`. */
  readonly replacedBy?: readonly string[] | 'any change';
  /** What a resource with these properties is the only one of its kind to have; nothing where its name is generated. */
  identityOf?(properties: unknown, where: string): string | undefined;
  /** Makes the resource. An `ApiError` fails the resource, and so the stack operation. */
  create(properties: unknown, context: ResourceContext): Promise<PhysicalResource>;
  /** Changes it in place, or answers `replace` where the change needs a new resource. */
  update(change: ResourceChange<unknown>, context: ResourceContext): Promise<PhysicalResource | 'replace'>;
  remove(physical: PhysicalResource, properties: unknown, context: ResourceContext): Promise<void>;
}

export interface ResourceChange<P> {
  readonly physical: PhysicalResource;
  readonly previous: P;
  readonly next: P;
}

/** A provider written against its own parsed properties. */
export interface TypedProvider<P> {
  readonly type: string;
  /** Every property that is emulated. One that is not listed stops the rehearsal by name. */
  readonly properties: v.ObjectEntries;
  /** The properties whose change replaces the resource. */
  readonly replacedBy?: readonly (keyof P & string)[];
  /** The names `Fn::GetAtt` knows, so that an unknown one stops the rehearsal before it begins. */
  readonly attributes?: readonly string[];
  /**
   * What the template asks for that only one resource of the account can have; nothing where CloudFormation makes up
   * the name. Left out where nothing is claimed, or where the service itself refuses in `create`.
   */
  claim?(properties: P): Claim | undefined;
  create(properties: P, context: ResourceContext): Promise<PhysicalResource> | PhysicalResource;
  /** Left out where every change replaces the resource. */
  update?(change: ResourceChange<P>, context: ResourceContext): Promise<PhysicalResource> | PhysicalResource;
  remove(physical: PhysicalResource, properties: P, context: ResourceContext): Promise<void> | void;
}

/** Wraps a typed provider: parses what the template says, and stops by name at a property that is not emulated. */
export function provideResource<const E extends v.ObjectEntries>(
  provider: Omit<TypedProvider<v.InferOutput<v.StrictObjectSchema<E, undefined>>>, 'properties'> & {
    readonly properties: E;
  },
): ResourceProvider {
  type P = v.InferOutput<v.StrictObjectSchema<E, undefined>>;
  const schema = v.strictObject(provider.properties);
  const parse = (properties: unknown, where: string): P => parseProperties(schema, provider.type, properties, where);
  return {
    type: provider.type,
    schema,
    replacedBy: provider.update ? (provider.replacedBy ?? []) : 'any change',
    ...(provider.attributes && { attributes: provider.attributes }),
    identityOf: (properties, where) => provider.claim?.(parse(properties, where))?.identity,
    create: async (properties, context) => {
      const parsed = parse(properties, context.where);
      checkClaim(provider.type, provider.claim?.(parsed));
      return provider.create(parsed, context);
    },
    update: async ({ physical, previous, next }, context) => {
      const change = { physical, previous: parse(previous, context.where), next: parse(next, context.where) };
      const replaced = (provider.replacedBy ?? []).some(
        (key) => JSON.stringify(change.previous[key]) !== JSON.stringify(change.next[key]),
      );
      return replaced || !provider.update ? 'replace' : provider.update(change, context);
    },
    remove: async (physical, properties, context) =>
      provider.remove(physical, parse(properties, context.where), context),
  };
}

/** Parses the properties of a resource, and stops by name at what is not emulated, at any depth. */
export function parseProperties<S extends v.GenericSchema>(
  schema: S,
  type: string,
  properties: unknown,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, properties ?? {});
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  if (isTextOtherwise(issue, properties)) {
    const keys = (issue.path ?? []).map(({ key }) => key);
    return parseProperties(schema, type, withText(properties, keys), where);
  }
  const path = v.getDotPath(issue) ?? '';
  throw new NotEmulated(`Property ${path} of ${type}${describe(issue, properties)}`, where);
}

/** CloudFormation takes a number or a truth value for a text, as a parameter of the type Number gives one. */
function isTextOtherwise({ expected, input, path }: v.BaseIssue<unknown>, properties: unknown): boolean {
  if (expected !== 'string' || (typeof input !== 'number' && typeof input !== 'boolean')) return false;
  // Not within what a transformation has made of the template, such as JSON that was read.
  return valueAt(path ?? [], properties) === input;
}

function withText(value: unknown, [key, ...rest]: readonly unknown[]): unknown {
  if (key === undefined) return String(value);
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withText(item, rest) : (item as unknown)));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [
      name,
      name === key ? withText(item, rest) : (item as unknown),
    ]),
  );
}

/** Says which value was met, unless the property as a whole is the unknown thing. */
function describe(issue: v.BaseIssue<unknown>, properties: unknown): string {
  if (issue.expected === 'never') return '';
  const given = valueAt(issue.path ?? [], properties);
  return ` with the value ${shownValue(given)} (expected ${issue.expected ?? 'another value'})`;
}

/** As the template has it: the issue may be about what a transformation has made of it. */
function valueAt(path: readonly v.IssuePathItem[], properties: unknown): unknown {
  return path.reduce<unknown>((value, { key }) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, properties);
}
