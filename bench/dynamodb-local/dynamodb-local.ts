import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { JAR } from './find-dynamodb-local';

const STARTED_WITHIN_MS = 20_000;

/** DynamoDB Local on loopback. */
export class DynamoDbLocal {
  private constructor(
    private readonly java: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * @param folder where its jar is
   * @param kept the folder that its tables are kept in; left out, they are in memory
   */
  static async start(folder: string, kept?: string): Promise<DynamoDbLocal> {
    const port = await freePort();
    const tables = kept === undefined ? ['-inMemory'] : ['-dbPath', kept, '-sharedDb'];
    const java = spawn(
      'java',
      [
        // In memory it lives for seconds: compiling much of it, or many threads of it, would not pay.
        ...(kept === undefined ? ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'] : []),
        ...[`-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`, '-jar', join(folder, JAR)],
        ...[...tables, '-disableTelemetry', '-port', String(port)],
      ],
      { stdio: 'ignore' },
    );
    const local = new DynamoDbLocal(java, `http://127.0.0.1:${port}/`);
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

  /** Whether it takes requests: it refuses what is none. */
  private async answers(): Promise<boolean> {
    try {
      await fetch(this.url);
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
