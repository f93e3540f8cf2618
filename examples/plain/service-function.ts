import { Duration } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type Construct } from 'constructs';

/** A function from one TypeScript file, with its SDK inside the bundle. */
export function serviceFunction(scope: Construct, id: string, props: NodejsFunctionProps): NodejsFunction {
  return new NodejsFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(10),
    ...props,
    bundling: { externalModules: [], mainFields: ['module', 'main'], minify: true, logLevel: LogLevel.ERROR },
  });
}
