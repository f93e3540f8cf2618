import { NotEmulated } from '../../kernel/not-emulated';
import { type Context, inContext } from '../intrinsics/intrinsics';
import { TemplateError } from '../template-error';
import { isList, isObject, type TemplateValue } from '../template-value';
import { parseReference } from './dynamic-reference';

/** The beginning of a dynamic reference, of which the rest may come from an intrinsic. */
const BEGINNING = /\{\{resolve:([^:{}]*)(:?)([^{}]*)(\}\})?/g;

/** Stops by name at a dynamic reference where AWS does not resolve one. */
export function refuseReferences(value: TemplateValue, where: string, context: Exclude<Context, 'property'>): void {
  visit(value, where, (text, place) => {
    const [written] = text.match(BEGINNING) ?? [];
    if (written !== undefined) {
      throw new NotEmulated(`The dynamic reference ${written} in ${inContext(context)}`, place);
    }
  });
}

/**
 * Refuses the dynamic references that AWS refuses in a resource's properties, and those it does not know.
 *
 * CloudFormation User Guide, "Get values stored in other services using dynamic references".
 */
export function checkReferences(properties: TemplateValue, type: string, where: string): void {
  visit(properties, '', (text, path) => {
    for (const [written, service, colon, rest, end] of text.matchAll(BEGINNING)) {
      const place = `${where}, Properties${path}`;
      if (service === 'ssm-secure') {
        const property = `${type}/Properties${path.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
        throw new TemplateError(`SSM Secure reference is not supported in: [${property}].`, place);
      }
      if (service === 'secretsmanager' && isCustom(type)) {
        const what = 'Dynamic references for secure values, such as ssm-secure and secretsmanager';
        throw new TemplateError(`${what}, are not supported in custom resources.`, place);
      }
      if (end !== undefined) parseReference(`${service}${colon}${rest}`, written, place);
      else if (colon === ':' && service !== 'ssm' && service !== 'secretsmanager') {
        throw new NotEmulated(`The dynamic reference ${written}`, place);
      }
    }
  });
}

function visit(value: TemplateValue, path: string, see: (text: string, path: string) => void): void {
  if (typeof value === 'string') see(value, path);
  else if (isList(value)) {
    value.forEach((item, index) => {
      visit(item, `${path}[${index}]`, see);
    });
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      // The place of a text in an intrinsic is the property that the intrinsic gives the value of.
      if (!key.startsWith('Fn::')) visit(item, `${path}.${key}`, see);
      else {
        visit(item, path, (text) => {
          see(text, path);
        });
      }
    }
  }
}

function isCustom(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}
