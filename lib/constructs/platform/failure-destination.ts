import type * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * A function that hears of failed asynchronous invocations. Unlike the CDK's own destination it grants nothing: that
 * one allows every version of the function as well, where the role needs the function itself.
 */
export class FailureDestination implements lambda.IDestination {
  constructor(private readonly target: lambda.IFunction) {}

  bind(): lambda.DestinationConfig {
    return { destination: this.target.functionArn };
  }
}
