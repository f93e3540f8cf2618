import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { OperationFailure } from '../operation-failure';
import { isList, isObject, type TemplateObject, type TemplateValue } from '../template-value';

/** What CloudFormation itself reads of a custom resource's properties; all the others are the function's business. */
export const CUSTOM_RESOURCE_PROPERTIES = v.looseObject({
  ServiceToken: v.string(),
  ServiceTimeout: v.optional(v.union([v.string(), v.number()])),
});

const DEFAULT_TIMEOUT_SECONDS = 3600;

/** The ARN of the function behind a custom resource. Anything else it may be stops by name. */
export function functionArn({ ServiceToken: token }: TemplateObject, where: string): string {
  if (typeof token !== 'string') {
    throw new OperationFailure(
      'Property ServiceToken cannot be empty: give the custom resource the ARN of its function.',
    );
  }
  if (/^arn:[^:]*:lambda:/.test(token)) return token;
  const what = /^arn:[^:]*:sns:/.test(token) ? 'an SNS topic' : JSON.stringify(token);
  throw new NotEmulated(
    `A custom resource with ${what} as its ServiceToken`,
    where,
    'Give it the ARN of a Lambda function.',
  );
}

/** How long CloudFormation waits for an answer, in seconds: CloudFormation Template Reference, "CustomResource". */
export function serviceTimeoutSeconds({ ServiceTimeout: timeout }: TemplateObject): number {
  if (timeout === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = Number(timeout);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) return seconds;
  throw new OperationFailure(
    `Property ServiceTimeout has to be a whole number of seconds from 1 to 3600, got: ${JSON.stringify(timeout)}.`,
  );
}

/** Properties as a function gets them: every number and truth value is a text. */
export function asRequestProperties(properties: TemplateObject): TemplateObject {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, withTexts(value)]));
}

function withTexts(value: TemplateValue): TemplateValue {
  if (isList(value)) return value.map(withTexts);
  if (isObject(value)) return asRequestProperties(value);
  return value === null ? null : String(value);
}
