import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../../lib/rehearsal/account/account';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A template with one function `fn` and its role `fn-role`, whose code is published; further resources beside them. */
export function functionStack(
  account: Pick<Account, 's3'>,
  code: string,
  { statements = [], resources = {}, timeout = 30 }: FunctionStackOptions = {},
): object {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-function-'));
  folders.push(directory);
  mkdirSync(join(directory, 'code'));
  writeFileSync(join(directory, 'code', 'index.js'), code);
  account.s3.put('assets', 'fn.zip', join(directory, 'code'));
  return {
    Resources: {
      Role: roleResource('fn-role', { Service: 'lambda.amazonaws.com' }, statements),
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'fn',
          Code: { S3Bucket: 'assets', S3Key: 'fn.zip' },
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Runtime: 'nodejs22.x',
          Timeout: timeout,
        },
      },
      ...resources,
    },
  };
}

export interface FunctionStackOptions {
  /** What the function's role may do. */
  readonly statements?: readonly object[];
  readonly resources?: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly timeout?: number;
}

/** A role with one inline policy. */
export function roleResource(name: string, principal: object, statements: readonly object[] = []): object {
  const trust = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  const document = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: document([trust]),
      ...(statements.length === 0 ? {} : { Policies: [{ PolicyName: 'own', PolicyDocument: document(statements) }] }),
    },
  };
}

/** Has Lambda run `fn`, and gives its answer. */
export async function invoke(account: Account, event: unknown, qualifier?: string): Promise<unknown> {
  const asked = {
    functionName: 'fn',
    payload: JSON.stringify(event),
    ...(qualifier === undefined ? {} : { qualifier }),
  };
  const { payload, failed } = await account.simulation.run(() => account.lambda.invoke(asked));
  if (failed) throw new Error(payload);
  return JSON.parse(payload) as unknown;
}
