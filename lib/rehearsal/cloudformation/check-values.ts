import { parseProperties } from '../kernel/resource-provider';
import { type CloudFormationProvider } from './cloudformation-provider';
import { resolveAhead } from './resolve-ahead';
import { type Scope } from './intrinsics/define-intrinsic';
import { type TemplateResource } from './template';
import { TemplateError } from './template-error';
import { type TemplateValue } from './template-value';
import { tolerantSchema } from './tolerant-schema';
import { UNKNOWN } from './unknown-value';

/** Evaluates what is known before a stack operation. */
interface Foresight {
  readonly scope: Scope;
  readonly decide: (condition: string) => boolean;
}

/** Holds the properties of a resource, as far as they are known, to what its provider takes. */
export function checkProperties(
  { Properties, Type }: TemplateResource,
  { schema }: CloudFormationProvider,
  { scope, decide }: Foresight,
  where: string,
): void {
  const properties = resolveAhead(Properties, scope, `${where}, Properties`, decide);
  if (schema) parseProperties(tolerantSchema(schema), Type, properties, where);
}

/** An output is a text. */
export function checkOutput(value: TemplateValue, { scope, decide }: Foresight, where: string): void {
  const ahead = resolveAhead(value, scope, where, decide, 'output');
  if (ahead === UNKNOWN || typeof ahead === 'string') return;
  if (typeof ahead === 'number' || typeof ahead === 'boolean') return;
  const got = ahead === undefined ? 'AWS::NoValue' : JSON.stringify(ahead);
  throw new TemplateError(`Template format error: Every Value member must be a string, got: ${got}.`, where);
}
