import { errorMonitor } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { HEADER } from './protocol';

interface Hooks {
  readonly endpointPort: number;
  readonly environmentId: string;
  /** A call was made. */
  called(): void;
  /** A call was answered: the thread is going again, from that virtual time. */
  answered(now: number): void;
  notEmulated(what: string): void;
  /** A call broke before it was answered. */
  failed(error: unknown): void;
}

/**
 * Puts the thread's network behind the rehearsal: every HTTP call goes to the one endpoint, marked with the thread it
 * came from. A call to anywhere but AWS goes there too, with its real address beside it, to be caught and shown.
 */
export class ThreadNetwork {
  private readonly calls = new Set<number>();
  private readonly arriving = new Set<http.IncomingMessage>();
  /** The open connections, and whether each carries a call. */
  private readonly connections = new Map<net.Socket, boolean>();
  private nextCall = 1;

  constructor(private readonly hooks: Hooks) {
    // Both go by plain HTTP, and by the function as it was: through the patched one a call would count twice.
    const request = http.request.bind(http);
    this.patchRequests(http, 'http:', request);
    this.patchRequests(https, 'https:', request);
    this.patchFetch();
    this.refuseOtherConnections();
  }

  /** The calls that have not been answered yet. */
  unanswered(): readonly number[] {
    return [...this.calls];
  }

  /** Whether an answer is still coming in. */
  receiving(): boolean {
    for (const response of this.arriving) {
      if (response.complete || response.destroyed) this.arriving.delete(response);
    }
    return this.arriving.size > 0;
  }

  /** Closes the connections that carry no call; the next call makes its own. */
  disconnect(): void {
    for (const [socket, carries] of this.connections) if (!carries) socket.destroy();
  }

  private patchRequests(
    module: typeof http | typeof https,
    defaultProtocol: string,
    original: typeof http.request,
  ): void {
    const outsideAgent = new http.Agent({ keepAlive: true });
    const request = (...args: unknown[]): http.ClientRequest => {
      const { options, callback } = normalize(args);
      const host = options.hostname ?? options.host ?? 'localhost';
      const toEndpoint = this.isEndpoint(host, options.port);
      const address = `${options.protocol ?? defaultProtocol}//${host}${options.port ? `:${options.port}` : ''}${options.path ?? '/'}`;
      const sent = original(
        toEndpoint
          ? options
          : { ...options, ...this.endpoint(), protocol: 'http:', agent: outsideAgent, createConnection: undefined },
        callback,
      );
      if (!toEndpoint) sent.setHeader(HEADER.outside, address);
      this.follow(sent);
      return sent;
    };
    module.request = request;
    module.get = (...args: unknown[]) => {
      const sent = request(...args);
      sent.end();
      return sent;
    };
  }

  private follow(request: http.ClientRequest): void {
    const call = this.nextCall++;
    this.calls.add(call);
    this.hooks.called();
    request.setHeader(HEADER.environment, this.hooks.environmentId);
    request.setHeader(HEADER.call, String(call));
    request.prependOnceListener('response', (response: http.IncomingMessage) => {
      this.calls.delete(call);
      this.arriving.add(response);
      this.hooks.answered(Number(response.headers[HEADER.now]));
    });
    // Only looked at: whether somebody handles the error is the handler's own affair.
    request.once(errorMonitor, (error: unknown) => {
      this.hooks.failed(error);
    });
    request.once('close', () => this.calls.delete(call));
    request.once('socket', (socket) => {
      if (!this.connections.has(socket)) socket.once('close', () => this.connections.delete(socket));
      this.connections.set(socket, true);
      request.once('close', () => {
        if (this.connections.has(socket)) this.connections.set(socket, false);
      });
    });
  }

  private patchFetch(): void {
    const original = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const asked = new Request(input, init);
      const url = new URL(asked.url);
      const call = this.nextCall++;
      this.calls.add(call);
      this.hooks.called();
      const headers = new Headers(asked.headers);
      headers.set(HEADER.environment, this.hooks.environmentId);
      headers.set(HEADER.call, String(call));
      if (!this.isEndpoint(url.hostname, url.port)) headers.set(HEADER.outside, asked.url);
      try {
        const answer = await original(`http://127.0.0.1:${this.hooks.endpointPort}${url.pathname}${url.search}`, {
          method: asked.method,
          headers,
          signal: asked.signal,
          ...(asked.body ? { body: await asked.arrayBuffer() } : {}),
        });
        const body = await answer.arrayBuffer();
        this.calls.delete(call);
        this.hooks.answered(Number(answer.headers.get(HEADER.now)));
        return new Response(answer.status === 204 ? null : body, { status: answer.status, headers: answer.headers });
      } catch (error) {
        this.hooks.failed(error);
        throw error;
      } finally {
        this.calls.delete(call);
      }
    };
  }

  private refuseOtherConnections(): void {
    const connect = Reflect.get(net.Socket.prototype, 'connect') as (
      this: net.Socket,
      ...args: unknown[]
    ) => net.Socket;
    const { hooks } = this;
    const isEndpoint = this.isEndpoint.bind(this);
    net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
      const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
      const { host, port } = (typeof first === 'object' && first !== null ? first : { port: first, host: args[1] }) as {
        host?: string;
        port?: number | string;
      };
      if (!isEndpoint(host ?? 'localhost', port)) {
        const what = `A connection that is not HTTP (to ${host ?? 'localhost'}:${port ?? '?'})`;
        hooks.notEmulated(what);
        throw new Error(`${what} is not emulated.`);
      }
      return connect.apply(this, args);
    };
  }

  private isEndpoint(host: string, port: string | number | null | undefined): boolean {
    return host === '127.0.0.1' && Number(port) === this.hooks.endpointPort;
  }

  private endpoint() {
    return { host: '127.0.0.1', hostname: '127.0.0.1', port: this.hooks.endpointPort };
  }
}

/** Node takes `(url, options?, callback?)` and `(options, callback?)`; this makes them one. */
function normalize(args: readonly unknown[]): {
  readonly options: http.RequestOptions;
  readonly callback: ((response: http.IncomingMessage) => void) | undefined;
} {
  const [first, ...rest] = args;
  const fromUrl = typeof first === 'string' || first instanceof URL ? urlToHttpOptions(new URL(first)) : undefined;
  const given = (fromUrl ? rest.find((arg) => typeof arg === 'object') : first) as http.RequestOptions | undefined;
  const callback = args.find((arg) => typeof arg === 'function') as
    ((response: http.IncomingMessage) => void) | undefined;
  return { options: { ...fromUrl, ...given }, callback };
}
