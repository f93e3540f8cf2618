import type { Reason } from '../gate/verdict';
import { counted } from '../text/figures';
import { handlerKey, readsHandler, type ComparingGate } from './streams';
import type { WatchState } from './watch-state';

/** So many calls of green by the alias, and its handler would have told of one. */
const CALLS_THAT_MUST_SHOW = 20;

/** What a person should know of metrics that handlers were to publish, and that could not be compared. */
export function handlerNotes(
  { plan, compared, looks }: WatchState,
  { name, watched }: ComparingGate,
): readonly Reason[] {
  if (plan.releaseMetrics !== true || looks === 0 || watched.rule || !readsHandler(watched)) return [];
  const basis = compared[watched.watches === 'errors' ? handlerKey(name) : name]?.basis;
  if (basis?.source === 'handler') return [];
  const { blue, green } = plan;
  const message =
    plan.holdBackSeconds > 0
      ? `Versions ${blue} and ${green} have different timeouts, so that what their handlers publish leaves out different calls: only Lambda's own metrics were compared.`
      : `The handler of version ${blue} publishes too little to compare with, as in the first release with releaseMetrics: only Lambda's own metrics were compared.`;
  return [{ code: 'handler-not-compared', message }];
}

/**
 * Why a gate cannot be relied on that is to go by what green's handler publishes: customers called it by the alias, and it
 * told of none of their calls, cold ones among them.
 */
export function silentHandler({ plan, handler }: WatchState, { watched }: ComparingGate): readonly Reason[] {
  if (plan.releaseMetrics !== true || !handler || !readsHandler(watched)) return [];
  if (handler.published > 0 || handler.invoked < CALLS_THAT_MUST_SHOW) return [];
  const message = `Lambda counts ${counted(handler.invoked, 'call')} of version ${plan.green} by ${plan.functionName}:${plan.aliasName}, and its handler published none of them: it is not wrapped in releaseMetrics, or no call came back.`;
  return [{ code: 'handler-silent', message }];
}
