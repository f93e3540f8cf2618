import { ApiError } from '../kernel/api-error';
import { jsonAnswer } from '../kernel/json-answer';
import type { Simulation } from '../kernel/simulation';
import type { InvokeResult } from './invocation';

/** How failed asynchronous invocations of a function are dealt with. */
export interface AsynchronousSettings {
  readonly retries: number;
  readonly maximumEventAgeMs: number;
  /** ARNs. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** Lambda Developer Guide, "Error handling for asynchronous invocation". */
export const ASYNCHRONOUS_DEFAULTS: AsynchronousSettings = { retries: 2, maximumEventAgeMs: 6 * 3_600_000 };

export interface AsynchronousPorts {
  readonly simulation: Simulation;
  run(): Promise<InvokeResult>;
  /** Lets time pass before it is tried again. */
  waitForRetry(ms: number): Promise<void>;
  /** Whether the function keeps no concurrency at all for itself, so that nothing can ever run. */
  mayNeverRun?(): boolean;
  /** Called when it is given up. */
  failed?(): void;
  /** The function's role, by which its destinations are reached. */
  roleArn(): string;
  /** Sends a record to a destination, as the function's role. */
  sendTo(destinationArn: string, record: unknown, roleArn: string): void;
  /** Sends an event that failed for good to the dead-letter target of the function, if it has one. */
  deadLetter?(payload: string, result: InvokeResult | undefined): void;
}

/** Lambda waits this long before the first and the second retry of a failed invocation. */
const RETRY_DELAYS_MS = [60_000, 120_000];
/** After a throttled one it waits a second, and twice as long each time, up to five minutes. */
const LONGEST_THROTTLE_DELAY_MS = 300_000;

type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** Delivers an event to a function until it is done, has failed too often or is too old; then tells the destination. */
export async function deliver(
  event: { readonly functionArn: string; readonly payload: string },
  settings: AsynchronousSettings,
  ports: AsynchronousPorts,
): Promise<void> {
  const { simulation } = ports;
  const acceptedAt = simulation.now;
  const tooOldAfter = (delayMs: number) => simulation.now + delayMs - acceptedAt > settings.maximumEventAgeMs;
  let failures = 0;
  let throttleDelayMs = 1000;
  const end = (condition: Condition, result: InvokeResult | undefined) => {
    const destination = condition === 'Success' ? settings.onSuccess : settings.onFailure;
    if (condition !== 'Success') {
      ports.failed?.();
      ports.deadLetter?.(event.payload, result);
    }
    const context = { condition, invoked: failures + (condition === 'Success' ? 1 : 0), at: simulation.now };
    if (destination !== undefined) ports.sendTo(destination, record(event, context, result), ports.roleArn());
  };
  for (;;) {
    const result = await attempt(ports);
    if (result === 'throttled') {
      // Lambda Developer Guide, "Configuring reserved concurrency": zero sends events on at once, without a retry.
      if (ports.mayNeverRun?.()) {
        end('ZeroReservedConcurrency', undefined);
        return;
      }
      if (tooOldAfter(throttleDelayMs)) {
        end('EventAgeExceeded', undefined);
        return;
      }
      await ports.waitForRetry(throttleDelayMs);
      throttleDelayMs = Math.min(2 * throttleDelayMs, LONGEST_THROTTLE_DELAY_MS);
      continue;
    }
    if (!result.failed) {
      end('Success', result);
      return;
    }
    failures += 1;
    const delayMs = RETRY_DELAYS_MS[failures - 1] ?? 0;
    if (failures > settings.retries || tooOldAfter(delayMs)) {
      end(failures > settings.retries ? 'RetriesExhausted' : 'EventAgeExceeded', result);
      return;
    }
    await ports.waitForRetry(delayMs);
  }
}

async function attempt(ports: AsynchronousPorts): Promise<InvokeResult | 'throttled'> {
  try {
    return await ports.run();
  } catch (error) {
    if (error instanceof ApiError && error.statusCode === 429) return 'throttled';
    throw error;
  }
}

/** Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations". */
function record(
  { functionArn, payload }: { readonly functionArn: string; readonly payload: string },
  { condition, invoked, at }: { readonly condition: Condition; readonly invoked: number; readonly at: number },
  result: InvokeResult | undefined,
) {
  return {
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    requestContext: { requestId: 'rehearsal', functionArn, condition, approximateInvokeCount: invoked },
    requestPayload: JSON.parse(payload) as unknown,
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: result.executedVersion,
        ...(result.failed ? { functionError: 'Unhandled' } : {}),
      },
      responsePayload: jsonAnswer(result.payload, functionArn),
    }),
  };
}
