import { ApiError } from '../kernel/api-error';
import type { Simulation } from '../kernel/simulation';
import type { Fault } from './fault';

type ApiCallFault = Extract<Fault, { on: 'api' }>;

/** How long `slow` and `late` take where nothing is said, in milliseconds. */
export const DEFAULT_DELAY_MS = 10_000;

const HANG_MS = 3_600_000;

/**
 * Plays what a fault makes of a call of an AWS API.
 *
 * @param throttled what the service answers where it throttles
 */
export async function carryCall(
  { kind, delay = DEFAULT_DELAY_MS, id }: ApiCallFault,
  perform: () => Promise<unknown>,
  simulation: Simulation,
  throttled: () => ApiError = rateExceeded,
): Promise<unknown> {
  switch (kind) {
    case 'crash':
      throw new ApiError('InternalServerError', 'The scenario makes this call fail.', 500);
    case 'throttle':
      throw throttled();
    case 'denied':
      throw new ApiError('AccessDeniedException', `The scenario denies ${id}.`, 400);
    case 'hang':
      // Nothing waits for ever: some network on the way gives up first.
      await simulation.sleep(HANG_MS);
      throw new ApiError('RequestTimeout', 'No answer came within an hour.', 408);
    case 'garbage':
      await perform();
      return GARBAGE;
    case 'duplicate':
      await perform();
      return perform();
    case 'slow':
      await simulation.sleep(delay);
      return perform();
    case 'late': {
      const output = await perform();
      await simulation.sleep(delay);
      return output;
    }
  }
}

/** What no caller can make sense of. */
export const GARBAGE = { garbage: 'The scenario puts this in place of the answer.' };

/** What most services answer where they throttle. */
export function rateExceeded(): ApiError {
  return new ApiError('ThrottlingException', 'Rate exceeded', 400);
}
