import type { Reason, Verdict } from '../gate/verdict';
import { comparedVerdict } from './compared-verdict';
import { silentHandler } from './handler-notes';
import { isComparing, readsHandler } from './streams';
import { tablesVerdict } from './tables-verdict';
import type { WatchedGate } from './watch-plan';
import type { WatchState } from './watch-state';
import { counted } from '../text/figures';

/** Why the watch cannot be relied on, whatever it saw; a gate that is no shadow blocks for it. */
export interface WatchTrouble {
  readonly reason: Reason;
}

/** So few calls can be none by chance. */
const CALLS_THAT_MUST_SHOW = 20;

/**
 * What a gate says by what the watch has seen: green is worse (`fail`), no worse than is allowed, shown (`pass`), or
 * neither (`inconclusive`). What was never seen, or could not be, fails.
 */
export function watchedVerdict(state: WatchState, gate: WatchedGate, trouble?: WatchTrouble): Verdict {
  const verdict = ofGate(state, gate);
  const blocking = [
    ...(trouble ? [trouble.reason] : []),
    ...refusedReasons(state, gate),
    ...silentReasons(state, gate),
  ];
  if (blocking.length === 0 || verdict.outcome === 'fail') return verdict;
  const fails = blocking.some(({ code }) => code !== METRICS_NOT_UNDERSTOOD);
  return { ...verdict, outcome: fails ? 'fail' : 'inconclusive', reasons: [...blocking, ...verdict.reasons] };
}

const METRICS_NOT_UNDERSTOOD = 'metrics-not-understood';

function ofGate(state: WatchState, gate: WatchedGate): Verdict {
  return isComparing(gate) ? comparedVerdict(state, gate) : tablesVerdict(state, gate);
}

/** Whoever may not look has seen nothing. What CloudWatch does not take is no fault of the release: it is not known. */
function refusedReasons({ refused }: WatchState, { name }: WatchedGate): readonly Reason[] {
  const why = refused[name];
  if (!why) return [];
  return why.kind === 'denied'
    ? [{ code: 'metrics-refused', message: `The watch was refused what it looks at: ${why.message}` }]
    : [{ code: METRICS_NOT_UNDERSTOOD, message: `CloudWatch does not take what the watch asks it: ${why.message}` }];
}

function silentReasons(state: WatchState, gate: WatchedGate): readonly Reason[] {
  const { plan, compared, refused, handler } = state;
  // What could not be read shows no call, whether there was one or not.
  if (refused[gate.name]) return [];
  const { expectedGreenCalls = 0, green } = plan;
  if (!isComparing(gate)) return [];
  const invoked = readsHandler(gate.watched) ? (handler?.invoked ?? 0) : 0;
  const calls = Math.max(compared[gate.name]?.greenCalls ?? 0, invoked);
  if (calls > 0 || expectedGreenCalls < CALLS_THAT_MUST_SHOW) return silentHandler(state, gate);
  return [
    {
      code: 'no-calls-seen',
      message: `Version ${green} was to get about ${counted(Math.round(expectedGreenCalls), 'call')} while traffic moved, and no metric shows one.`,
    },
  ];
}
