import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { BUDGETS } from '../domain/size/budgets';
import { shortened } from '../domain/size/shortened';
import type { Answer, CallVersion } from '../domain/gate/call';

/** Calls a function, by one published version where that is named, whatever its alias points to; marked as a gate's call. */
export function callFunction(
  client: LambdaClient,
  target: { readonly functionName: string; readonly version?: string | undefined; readonly releaseId: string },
  now: () => number,
): CallVersion {
  return async (event, { gate, timeoutMs }): Promise<Answer> => {
    const startedAt = now();
    const custom = { sluice: { release: target.releaseId, gate } };
    // Timers take whole milliseconds only; seconds with a fraction need not come to that.
    const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
    try {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({
          FunctionName: target.functionName,
          Qualifier: target.version,
          Payload: Buffer.from(JSON.stringify(event)),
          ClientContext: Buffer.from(JSON.stringify({ custom })).toString('base64'),
        }),
        { abortSignal: timeout },
      );
      const text = Buffer.from(Payload ?? []).toString('utf8');
      const latencyMs = now() - startedAt;
      if (latencyMs > timeoutMs) return { kind: 'timeout', latencyMs };
      const payload = JSON.parse(text === '' ? 'null' : text) as unknown;
      if (FunctionError !== undefined)
        return {
          kind: 'function-error',
          message: shortened(errorMessageOf(payload), BUDGETS.functionError),
          latencyMs,
        };
      return { kind: 'answered', payload, latencyMs };
    } catch (error) {
      const latencyMs = now() - startedAt;
      if (timeout.aborted) return { kind: 'timeout', latencyMs };
      return { kind: 'unreachable', message: shortened(String(error), BUDGETS.functionError), latencyMs };
    }
  };
}

function errorMessageOf(payload: unknown): string {
  const { errorType, errorMessage } = (payload ?? {}) as { errorType?: unknown; errorMessage?: unknown };
  return [errorType, errorMessage].filter((part) => typeof part === 'string').join(': ') || JSON.stringify(payload);
}
