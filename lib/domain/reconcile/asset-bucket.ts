import * as v from 'valibot';
import { referredId } from '../preflight/template';
import type { StackTemplate } from '../release/stack-template';

/** Where a stack is. */
export interface StackPlace {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** The place that a stack's ARN names. */
export function placeOfStack(stackId: string): StackPlace {
  const [, partition = 'aws', , region = '', accountId = ''] = stackId.split(':');
  return { accountId, region, partition };
}

const codeSchema = v.looseObject({
  Code: v.looseObject({ S3Bucket: v.union([v.string(), v.strictObject({ 'Fn::Sub': v.string() })]) }),
});

const bootstrapSchema = v.looseObject({
  Parameters: v.looseObject({
    BootstrapVersion: v.looseObject({
      Default: v.pipe(v.string(), v.regex(/^\/cdk-bootstrap\/([a-z0-9]+)\/version$/)),
    }),
  }),
});

/**
 * The bucket that a stack's own code lies in, to which the CDK publishes its templates too; else that of the bootstrap stack by the
 * qualifier that the template names. Undefined where neither is to be read off the template.
 */
export function assetBucket(template: StackTemplate, aliasId: string, place: StackPlace): string | undefined {
  const functionId = referredId(template.Resources[aliasId]?.Properties?.FunctionName);
  const code = v.safeParse(codeSchema, template.Resources[functionId ?? '']?.Properties);
  const written = code.success ? code.output.Code.S3Bucket : undefined;
  const bucket = typeof written === 'string' ? written : written && filled(written['Fn::Sub'], place);
  if (bucket !== undefined && !bucket.includes('${')) return bucket;
  const bootstrap = v.safeParse(bootstrapSchema, template);
  if (!bootstrap.success) return undefined;
  const qualifier = bootstrap.output.Parameters.BootstrapVersion.Default.split('/')[2] ?? '';
  return `cdk-${qualifier}-assets-${place.accountId}-${place.region}`;
}

function filled(text: string, { accountId, partition, region }: StackPlace): string {
  return text
    .replaceAll('${AWS::AccountId}', accountId)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::Partition}', partition);
}
