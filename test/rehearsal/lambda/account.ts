import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from '../../../lib/rehearsal/endpoint/endpoint';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { type WireRequest, type WireResponse } from '../../../lib/rehearsal/kernel/wire';
import { type FunctionConfiguration } from '../../../lib/rehearsal/lambda/function-configuration';
import { type InvokeRequest, type InvokeResult } from '../../../lib/rehearsal/lambda/invocation';
import { Lambda, type LambdaPorts } from '../../../lib/rehearsal/lambda/lambda';
import { threadFile } from '../../../lib/rehearsal/lambda/thread-file';

export const START = Date.UTC(2026, 0, 5, 9);
export const PLACE = place('111122223333', 'eu-west-1');

export interface AccountOptions {
  readonly seed?: number;
  readonly behaviour?: LambdaPorts['behaviour'];
  readonly fault?: LambdaPorts['fault'];
  readonly acceptanceFault?: LambdaPorts['acceptanceFault'];
  readonly mayLog?: LambdaPorts['mayLog'];
  /** @default no cold starts: they are what a few tests are about */
  readonly options?: LambdaPorts['options'];
  readonly models?: LambdaPorts['models'];
  /** How long a call takes to be answered, in virtual milliseconds. */
  readonly callMs?: number;
}

/** Lambda with its endpoint, and lists of everything that came out of it. Times are milliseconds from the start. */
export class Account {
  readonly simulation = new Simulation(START);
  readonly calls: { readonly at: number; readonly request: WireRequest }[] = [];
  readonly logs: string[] = [];
  /** What went to destinations. */
  readonly sent: { readonly at: number; readonly destination: string; readonly record: unknown }[] = [];
  readonly metrics: string[] = [];
  readonly lambda: Lambda;
  private readonly endpoint: Endpoint;
  private readonly folder = mkdtempSync(join(tmpdir(), 'sluice-lambda-'));
  private bundles = 0;

  constructor({ seed = 7, callMs = 10, options, ...given }: AccountOptions = {}) {
    const { behaviour, fault, acceptanceFault, mayLog, models } = given;
    this.endpoint = new Endpoint(({ request, ...received }) => {
      const environment = request.headers['x-rehearsal-environment'] ?? '';
      this.lambda.receiveCall(environment, Number(request.headers['x-rehearsal-call']), { request, ...received });
    });
    this.lambda = new Lambda({
      options: { coldStartMs: 0, ...options },
      ...(models ? { models } : {}),
      simulation: this.simulation,
      place: PLACE,
      randomness: new Randomness(seed),
      threadFile: threadFile(),
      metricRecorder: (metrics) => (timestamp, value) => {
        for (const { name, dimensions } of metrics) {
          this.metrics.push(
            `${timestamp - START} ${name} ${Object.values(dimensions).join(' ')} = ${JSON.stringify(value)}`,
          );
        }
      },
      endpointPort: () => this.endpoint.port,
      credentials: (roleArn) => ({ AWS_ACCESS_KEY_ID: `key of ${roleArn}` }),
      answer: () => async (request) => {
        await this.simulation.sleep(callMs);
        this.calls.push({ at: this.now(), request });
        return { status: 200, headers: {}, body: `answer to ${request.body.toString()}` } satisfies WireResponse;
      },
      behaviour: behaviour ?? (() => ({ latencyMs: 0, fails: false })),
      fault: fault ?? (() => undefined),
      acceptanceFault: acceptanceFault ?? (() => undefined),
      mayStartLog: () => true,
      mayLog: mayLog ?? (() => true),
      sendTo: (destination, record) => {
        this.sent.push({ at: this.now(), destination, record });
      },
      log: (line) => {
        this.logs.push(line);
      },
    });
  }

  now(): number {
    return this.simulation.now - START;
  }

  open(): Promise<void> {
    return this.endpoint.listen();
  }

  async close(): Promise<void> {
    await this.lambda.stop();
    await this.endpoint.close();
    rmSync(this.folder, { recursive: true });
  }

  /** The configuration of a function with this bundle: another bundle at every call. */
  configuration(bundle: string, changes: Partial<FunctionConfiguration> = {}): FunctionConfiguration {
    this.bundles += 1;
    const codeDirectory = join(this.folder, `bundle-${this.bundles}`);
    mkdirSync(codeDirectory);
    writeFileSync(join(codeDirectory, 'index.js'), bundle);
    return {
      codeDirectory,
      codeKey: `${this.bundles}.zip`,
      codeSha256: () => 'digest',
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      roleArn: 'arn:aws:iam::111122223333:role/fn',
      timeoutMs: 3000,
      memoryMb: 128,
      environment: {},
      logGroup: '/aws/lambda/fn',
      ...changes,
    };
  }

  /** Makes a function. */
  create(bundle: string, changes: Partial<FunctionConfiguration> = {}, name = 'fn'): void {
    this.lambda.registry.create(name, this.configuration(bundle, changes));
  }

  /** Invokes the function, with JSON in and out, to the end of the invocation. */
  async invoke(
    payload: unknown = {},
    request: Partial<InvokeRequest> = {},
  ): Promise<Omit<InvokeResult, 'payload'> & { readonly payload: unknown }> {
    const result = await this.simulation.run(() => this.begin(payload, request));
    return { ...result, payload: JSON.parse(result.payload) as unknown };
  }

  /** Invokes it inside the simulation. */
  begin(payload: unknown = {}, request: Partial<InvokeRequest> = {}): Promise<InvokeResult> {
    return this.lambda.invoke({ functionName: 'fn', payload: JSON.stringify(payload), ...request });
  }
}

/** Opens an account for one test and closes it whatever happens. */
export async function withAccount<T>(options: AccountOptions, test: (account: Account) => Promise<T>): Promise<T> {
  const account = new Account(options);
  await account.open();
  try {
    return await test(account);
  } finally {
    await account.close();
  }
}

/** The head of bundles that call AWS: `post(text)` gives what was answered. */
export const POST = `
const http = require('node:http');
const post = (text) => new Promise((resolve, reject) => {
  const request = http.request(process.env.AWS_ENDPOINT_URL, { method: 'POST' }, (response) => {
    let body = '';
    response.on('data', (part) => (body += part));
    response.on('end', () => resolve(body));
  });
  request.on('error', reject);
  request.end(text);
});
`;
