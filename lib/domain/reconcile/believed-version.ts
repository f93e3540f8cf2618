import { referredId } from '../preflight/template';
import type { StackTemplateResource } from '../release/stack-template';

/** What a stack has, by which its template is read. */
export interface StackValues {
  /** By logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The number at the end of a version's ARN. */
const VERSION_ARN = /:(\d+)$/;

/** The version that CloudFormation has an alias at; undefined where it is written in another way than is read here. */
export function believedVersion(
  { Properties = {} }: StackTemplateResource,
  { parameters, physicalIds }: StackValues,
): string | undefined {
  const { FunctionVersion: written } = Properties;
  if (typeof written === 'string') return written;
  const id = referredId(written);
  if (id === undefined) return undefined;
  return parameters[id] ?? VERSION_ARN.exec(physicalIds[id] ?? '')?.[1];
}
