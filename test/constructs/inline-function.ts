import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** A function whose code is one line, with a timeout of 10 seconds. */
export function inlineFunction(scope: Construct, id = 'Chat', answer = 'hello'): lambda.Function {
  return new lambda.Function(scope, id, {
    code: lambda.Code.fromInline(`exports.handler = async () => '${answer}';`),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    timeout: Duration.seconds(10),
  });
}
