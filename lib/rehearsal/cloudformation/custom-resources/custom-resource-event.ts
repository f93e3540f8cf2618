import { type TemplateObject } from '../template-value';

interface CommonFields {
  readonly RequestId: string;
  /** Where the answer is put to. */
  readonly ResponseURL: string;
  /** The stack's ARN. */
  readonly StackId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  /** With every number and truth value as a text. */
  readonly ResourceProperties: TemplateObject;
}

/**
 * What CloudFormation asks the function of a custom resource.
 *
 * CloudFormation User Guide, "Custom resource request and response reference".
 */
export type CustomResourceEvent = CommonFields & CustomResourceRequest;

/** What is to be done. */
export type CustomResourceRequest =
  | { readonly RequestType: 'Create' }
  | {
      readonly RequestType: 'Update';
      readonly PhysicalResourceId: string;
      readonly OldResourceProperties: TemplateObject;
    }
  | { readonly RequestType: 'Delete'; readonly PhysicalResourceId: string };
