import { join } from 'node:path';
import { type NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type Construct } from 'constructs';
import { handlerOf, type Change } from '../change';
import { serviceFunction } from '../service-function';

/** Says when a parcel arrives, to whoever calls its alias. */
export function parcelsFunction(scope: Construct, change: Change, release?: number): NodejsFunction {
  return serviceFunction(scope, 'ParcelsFunction', {
    entry: join(__dirname, 'service', handlerOf(change)),
    ...(release === undefined ? {} : { environment: { RELEASE: String(release) } }),
  });
}
