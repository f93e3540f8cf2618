/** What Lambda's runtime gives handlers that stream (Lambda Developer Guide, "Writing response streaming-enabled functions"). */
interface AwsLambda {
  readonly HttpResponseStream?: { from?: unknown };
}

type From = (this: unknown, ...args: unknown[]) => unknown;

const statuses = new WeakMap<object, unknown>();
const watched = new WeakSet<object>();

/** Has the status remembered that a handler gives a stream by `awslambda.HttpResponseStream.from`. */
export function watchStreamedStatus(): void {
  const { awslambda } = globalThis as { readonly awslambda?: AwsLambda };
  const httpStream = awslambda?.HttpResponseStream;
  if (httpStream === undefined || watched.has(httpStream) || typeof httpStream.from !== 'function') return;
  watched.add(httpStream);
  const from = httpStream.from as From;
  httpStream.from = function (this: unknown, ...args: unknown[]) {
    remember(args[0], args[1]);
    return Reflect.apply(from, this, args);
  };
}

/** The status that a stream was given; undefined where it was given none. */
export function streamedStatus(stream: object): unknown {
  return statuses.get(stream);
}

/** Whatever is wrong with these is for the runtime to say. */
function remember(stream: unknown, metadata: unknown): void {
  try {
    statuses.set(stream as object, (metadata as { readonly statusCode?: unknown }).statusCode);
  } catch {
    return;
  }
}
