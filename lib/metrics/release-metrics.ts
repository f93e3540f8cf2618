import { isPromise } from 'node:util/types';
import { watchCall, type CallWatch } from './watch-call';

/** A handler of any kind that Lambda's runtime for Node.js takes: async, with a callback, or one that streams. */
export type AnyHandler = (...args: never[]) => unknown;

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Then = (onAnswer?: Callback, onError?: Callback) => unknown;

/** From so many parameters on, a handler may answer by its callback. */
const WITH_CALLBACK = 3;

/**
 * Has every call of a handler by an alias publish how it went, for a release to be watched by: whether it failed, and how
 * long it took. The handler behaves as before: it gets and gives the same values, throws the same errors and is taken for the
 * same kind of handler.
 *
 * A call failed that threw or rejected, or whose answer is a status of 500 or more, or a batch with failed items. One that
 * never comes back, as by a timeout, publishes nothing, and is in Lambda's own `Errors`.
 */
export function releaseMetrics<Handler extends AnyHandler>(handler: Handler): Handler {
  if (typeof handler !== 'function') {
    throw new TypeError(`releaseMetrics must be given a handler, which is a function, got: ${typeof handler}`);
  }
  // Lambda's runtime looks at a handler's parameters, kind and marks: a proxy has all of them.
  return new Proxy(handler, {
    apply: (target, self: unknown, args: unknown[]) => {
      const stream = streamOf(args);
      const watch = watchCall(args[stream ? 2 : 1], stream);
      const given = stream ? args : withCallback(args, watch);
      try {
        const result = Reflect.apply<unknown, unknown[], unknown>(target as never, self, given);
        return watchResult(result, watch, given !== args && target.length >= WITH_CALLBACK);
      } catch (error) {
        watch.failed();
        throw error;
      }
    },
  });
}

/** A handler that streams gets `(event, stream, context)`, every other one `(event, context, callback)`. */
function streamOf([, second]: readonly unknown[]): object | undefined {
  if (typeof second !== 'object' || second === null || 'invokedFunctionArn' in second) return undefined;
  return 'write' in second && 'end' in second ? second : undefined;
}

function withCallback(args: unknown[], watch: CallWatch): unknown[] {
  const [event, context, callback, ...rest] = args;
  if (typeof callback !== 'function') return args;
  const watched = function (this: unknown, ...answer: unknown[]) {
    const [error, value] = answer;
    if (error === undefined || error === null) watch.answered(value);
    else watch.failed();
    return Reflect.apply(callback as Callback, this, answer);
  };
  return [event, context, watched, ...rest];
}

/** @param byCallback whether the answer may still come by the callback */
function watchResult(result: unknown, watch: CallWatch, byCallback: boolean): unknown {
  if (isPromise(result)) {
    // Beside it, and not in its place: it stays the promise that it was.
    void Promise.prototype.then.call(result, watch.answered, watch.failed);
    return result;
  }
  if (isThenable(result)) return watchedThenable(result, watch);
  if (!byCallback) watch.answered(result);
  return result;
}

function isThenable(value: unknown): value is { readonly then: Then } {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Such may begin only when it is asked, and once more each time: it is asked by whoever is given it, and by nobody else. */
function watchedThenable(thenable: { readonly then: Then }, watch: CallWatch): unknown {
  const then: Then = (onAnswer, onError) =>
    thenable.then(
      function (this: unknown, ...args) {
        watch.answered(args[0]);
        return onAnswer ? Reflect.apply(onAnswer, this, args) : args[0];
      },
      function (this: unknown, ...args) {
        watch.failed();
        if (onError) return Reflect.apply(onError, this, args);
        throw args[0];
      },
    );
  return new Proxy(thenable, {
    get: (target, key): unknown => (key === 'then' ? then : Reflect.get(target, key, target)),
  });
}
