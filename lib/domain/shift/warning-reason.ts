import type { Reason } from '../gate/verdict';
import { WARNED } from '../gate/warn-at';
import { timeText } from '../text/figures';
import { firstCompared } from './compared-look';
import { besideText, brokenText, evidenceText, limitText, ruleText } from './compared-words';
import { differenceOf } from './counted-minutes';
import { isComparing, warningStreamsOf } from './streams';
import type { ToldStream } from './told-stream';
import { warningLimit, warningMeasures } from './warnings';
import type { WatchedGate } from './watch-plan';
import type { WatchState } from './watch-state';

/** Why a gate warned: by what green was past its lower limit when that was first known; undefined where it did not. */
export function warningReason(state: WatchState, gate: WatchedGate): Reason | undefined {
  const since = state.warned[gate.name];
  if (since === undefined || !isComparing(gate)) return undefined;
  const told = warningStreamsOf(state.plan, gate)
    .map((stream): ToldStream => ({ stream, known: state.compared[stream.key] ?? firstCompared(state.plan.began) }))
    .find(({ known: { found, rule } }) => found ?? rule.broken);
  return told && { code: WARNED, message: `Warned at ${timeText(since)}: ${whyOf(state, told)}` };
}

function whyOf(state: WatchState, told: ToldStream): string {
  const { plan } = state;
  const { rise, found, rule } = told.known;
  if (rule.broken) return `${ruleText(plan, told)}; ${brokenText(told, rule.broken)}.`;
  const deciding = besideText(plan, told, differenceOf(found?.total ?? told.known.total, rise.total));
  const limit = Math.round(limitOf(state, told));
  return `${deciding}, since ${timeText(rise.at)}; ${limitText(told)} is the lower limit. The evidence is ${evidenceText(found?.evidence ?? 1)} to 1, and ${limit} to 1 is enough.`;
}

function limitOf({ plan, compared }: WatchState, { stream: { key } }: ToldStream): number {
  const own = warningMeasures(plan, compared).find(({ name }) => name === key);
  return warningLimit(own ?? { share: 1 });
}
