import { type CustomResourceEvent } from './custom-resource-event';

/** What CloudFormation needs of Lambda: the functions behind custom resources. */
export interface CustomResourceFunctions {
  /**
   * Invokes a function asynchronously: resolves once Lambda has taken the event, not once the function has run.
   *
   * An `ApiError` fails the resource, as where the function does not exist or may not be invoked.
   */
  invoke(serviceToken: string, event: CustomResourceEvent): Promise<void>;
}
