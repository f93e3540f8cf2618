import { NotEmulated } from '../../kernel/not-emulated';
import { type PhysicalResource } from '../../kernel/resource-provider';
import { OperationFailure } from '../operation-failure';
import { isList, isObject, type TemplateObject } from '../template-value';

/** CloudFormation Template Reference, "AWS::CloudFormation::CustomResource", with the letters a custom name may have. */
const CUSTOM_TYPE = /^(AWS::CloudFormation::CustomResource|Custom::[\w@-]{1,60})$/;

/** A custom resource as its function last described it. */
export interface PhysicalCustomResource extends PhysicalResource {
  readonly answer: { readonly stackId: string; readonly requestId: string; readonly data: TemplateObject };
}

export function isCustomType(type: string): boolean {
  return CUSTOM_TYPE.test(type);
}

export function isCustomResource(physical: PhysicalResource): physical is PhysicalCustomResource {
  return 'answer' in physical;
}

/** What `Fn::GetAtt` gives: a member of the answer's data, whose name may itself hold dots. */
export function customAttribute(
  { answer }: PhysicalCustomResource,
  logicalId: string,
  attribute: string,
  where: string,
): string {
  const { data, requestId, stackId } = answer;
  const value = Object.hasOwn(data, attribute) ? data[attribute] : undefined;
  if (value === undefined || value === null) {
    throw new OperationFailure(
      `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ` +
        `${stackId}|${logicalId}|${requestId}`,
    );
  }
  if (isList(value) || isObject(value)) {
    throw new NotEmulated(
      `Fn::GetAtt of ${attribute}, for which the custom resource answered with ${JSON.stringify(value)},`,
      where,
      'Answer with a text.',
    );
  }
  return String(value);
}
