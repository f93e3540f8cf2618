import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { type UpdatePorts } from '../cloudformation-ports';

/** CloudFormation User Guide, "Understand CloudFormation quotas": a template in a request. In a bucket it may have a megabyte. */
const LARGEST_BODY_BYTES = 51_200;

/** The template of a call. */
export interface GivenTemplate {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate: boolean;
}

/** The template's text; undefined where the stack's own is to be used again. */
export function givenText(
  { TemplateBody, TemplateURL, UsePreviousTemplate }: GivenTemplate,
  { objectAt, objectText }: Pick<UpdatePorts, 'objectAt' | 'objectText'>,
): string | undefined {
  const given = [TemplateBody, TemplateURL].filter((one) => one !== undefined).length;
  if (given + Number(UsePreviousTemplate) !== 1) {
    throw new ApiError('ValidationError', 'Either Template URL or Template Body must be specified.');
  }
  if (TemplateBody !== undefined) {
    if (Buffer.byteLength(TemplateBody) <= LARGEST_BODY_BYTES) return TemplateBody;
    throw new ApiError(
      'ValidationError',
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: " +
        `Member must have length less than or equal to ${LARGEST_BODY_BYTES}`,
    );
  }
  if (TemplateURL === undefined) return undefined;
  const object = objectAt(TemplateURL);
  if (!object) throw new ApiError('ValidationError', 'TemplateURL must be a supported URL.');
  const text = objectText(object);
  if (text === undefined) throw new ApiError('ValidationError', 'S3 error: The specified key does not exist.');
  return text;
}

/** The template that a text is. */
export function parsedTemplate(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (/^\s*\{/.test(text)) throw new ApiError('ValidationError', 'Template format error: JSON not well-formed.');
    throw new NotEmulated('A template in YAML', where, 'Send it as JSON, as the CDK writes it.');
  }
}
