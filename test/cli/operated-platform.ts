import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { platformParameterName } from '../../lib/domain/release/platform-names';
import { ledgerTable, type LedgerTable } from '../adapters/ledger-table';
import { loopback, type Reply } from '../adapters/loopback';

export interface OperatedRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A platform whose ledger is in memory, and the built command run against it. Closed by the test. */
export interface OperatedPlatform {
  readonly table: LedgerTable;
  run(...args: readonly string[]): Promise<OperatedRun>;
  close(): Promise<void>;
}

/**
 * @param now by which the command goes, ISO 8601
 * @param others answers what is asked of other services than DynamoDB and SSM, by the name of the operation
 */
export async function operatedPlatform(
  now: string,
  others: (operation: string, input: unknown) => unknown = () => undefined,
): Promise<OperatedPlatform> {
  const table = await ledgerTable();
  const published = platformParameterName('default', 'ledgerTable');
  const services = await loopback(({ headers, body }): Reply => {
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    const input: unknown = JSON.parse(body);
    const { Names = [] } = input as { readonly Names?: readonly string[] };
    const Parameters = Names.filter((name) => name === published).map((Name) => ({ Name, Value: table.tableName }));
    const output = operation === 'GetParameters' ? { Parameters } : others(operation, input);
    return { headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(output ?? {}) };
  });
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^AWS_|_COLOR$/.test(name))),
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', NO_COLOR: '1' },
    ...{ AWS_ENDPOINT_URL: services.url, AWS_ENDPOINT_URL_DYNAMODB: table.url, REHEARSAL_NOW: now },
  };
  return {
    table,
    run: (...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(process.cwd(), 'dist/sluice.js'), ...args], { env });
        const [output, errors]: [Buffer[], Buffer[]] = [[], []];
        child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
        child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
        child.once('error', reject);
        child.once('close', (status) => {
          resolve({
            status,
            stdout: Buffer.concat(output).toString('utf8'),
            stderr: Buffer.concat(errors).toString('utf8'),
          });
        });
      }),
    close: async () => {
      await services.close();
      await table.close();
    },
  };
}
