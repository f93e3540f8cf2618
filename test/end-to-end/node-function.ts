import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** What a test's function has that others have not. */
export interface NodeFunctionProps extends Partial<lambda.FunctionProps> {
  /** Where its source is written to. */
  readonly directory: string;
}

/** A function of a CommonJS module that exports `handler`. */
export function nodeFunction(stack: Stack, id: string, code: string, props: NodeFunctionProps): lambda.Function {
  const { directory, ...more } = props;
  const source = mkdtempSync(join(directory, 'source-'));
  writeFileSync(join(source, 'index.js'), code);
  return new lambda.Function(stack, id, {
    code: lambda.Code.fromAsset(source),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    ...more,
  });
}
