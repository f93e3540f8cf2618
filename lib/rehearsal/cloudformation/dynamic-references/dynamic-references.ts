import { isDeepStrictEqual } from 'node:util';
import { isList, isObject, type TemplateObject, type TemplateValue } from '../template-value';
import { type DynamicReference, replaceReferences } from './dynamic-reference';
import { type ReferenceSources } from './reference-sources';
import { resolveReference } from './resolve-reference';

interface ResolvedProperties {
  /** As they are but for secrets, which are left as references. */
  readonly compared: TemplateObject;
  readonly resolved: TemplateObject;
}

/**
 * Resolves the dynamic references in the properties of a stack's resources.
 *
 * A parameter is read in every stack operation. A secret is read anew only where something else of the resource
 * changes: CloudFormation User Guide, "Get a secret or secret value from Secrets Manager".
 */
export class DynamicReferences {
  private readonly before: ReadonlyMap<string, ResolvedProperties>;
  private readonly now = new Map<string, ResolvedProperties>();

  /** @param previous of the operation that left the stack as it is */
  constructor(
    private readonly sources: ReferenceSources,
    previous?: DynamicReferences,
  ) {
    this.before = previous?.now ?? new Map();
  }

  /** @param properties with every intrinsic evaluated */
  resolve(logicalId: string, properties: TemplateObject, where: string): TemplateObject {
    const read = (reference: DynamicReference, written: string, place: string) =>
      resolveReference(reference, written, this.sources, place);
    const compared = replaceIn(properties, where, (reference, written, place) =>
      reference.kind === 'secret' ? written : read(reference, written, place),
    );
    const before = this.before.get(logicalId);
    const resolved =
      before && isDeepStrictEqual(before.compared, compared) ? before.resolved : replaceIn(properties, where, read);
    this.now.set(logicalId, { compared, resolved });
    return resolved;
  }
}

type Replace = (reference: DynamicReference, written: string, where: string) => string;

function replaceIn(object: TemplateObject, where: string, replace: Replace): TemplateObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, item]) => [key, replaced(item, `${where}.${key}`, replace)]),
  );
}

function replaced(value: TemplateValue, where: string, replace: Replace): TemplateValue {
  if (typeof value === 'string') {
    return replaceReferences(value, where, (reference, written) => replace(reference, written, where));
  }
  if (isList(value)) return value.map((item, index) => replaced(item, `${where}[${index}]`, replace));
  return isObject(value) ? replaceIn(value, where, replace) : value;
}
