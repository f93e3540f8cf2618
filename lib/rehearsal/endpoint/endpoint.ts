import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireRequest, WireResponse } from '../kernel/wire';

/** A request that waits for its answer. */
export interface ReceivedRequest {
  readonly request: WireRequest;
  respond(response: WireResponse): void;
  /** Whether the client has gone. */
  abandoned(): boolean;
}

/** So many connections stay open for further calls; each takes two descriptors of this process, one for each end. */
const MOST_KEPT = 64;

/** The one address, on loopback, that stands for all of AWS. */
export class Endpoint {
  private readonly server: Server;
  private connections = 0;

  constructor(onRequest: (received: ReceivedRequest) => void) {
    this.server = createServer((request, response) => {
      void receive(request).then(
        (received) => {
          onRequest({
            request: received,
            respond: ({ status, headers, body, bytes }) => {
              const connection = this.connections > MOST_KEPT ? { connection: 'close' } : {};
              const content = bytes ?? Buffer.from(body);
              // What only looks at something is told its length, and gets none of it.
              const length = { 'content-length': content.length, ...(received.method === 'HEAD' ? headers : {}) };
              response.writeHead(status, { ...headers, ...connection, ...length });
              response.end(content);
            },
            abandoned: () => gone(response),
          });
        },
        () => response.destroy(),
      );
    });
    this.server.keepAliveTimeout = 0;
    this.server.on('connection', (socket) => {
      this.connections += 1;
      socket.once('close', () => {
        this.connections -= 1;
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function gone(response: ServerResponse): boolean {
  return response.destroyed || response.writableEnded;
}

async function receive(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body: Buffer.concat(chunks) };
}
