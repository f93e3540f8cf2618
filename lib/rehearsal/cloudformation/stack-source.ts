import { type StackSettings } from './stack-settings';
import { constructPathOf, type TemplateResource } from './template';

/** A stack to deploy. A stack of an assembly is one, once told where it was read. */
export interface StackSource {
  readonly name: string;
  readonly template: unknown;
  /** The template as it was sent, where that is known. */
  readonly text?: string;
  readonly settings?: StackSettings;
  /** What whoever asked for the operation calls it by. */
  readonly clientRequestToken?: string;
  /** For messages: the template's file. */
  readonly where: string;
  /** Values of the template's parameters, as given to `cdk deploy --parameters`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Construct paths by logical id, for messages, where the template itself does not hold them. */
  readonly constructPaths?: Readonly<Record<string, string>>;
}

/** The place of a resource, for messages: file, logical id and construct path. */
export function resourcePlace(source: StackSource, logicalId: string, resource: TemplateResource): string {
  const path = constructPathOf(resource) ?? source.constructPaths?.[logicalId];
  return `${source.where}, ${logicalId}${path === undefined ? '' : ` (${path})`}`;
}
