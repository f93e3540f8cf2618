import { increaseText } from '../gate/max-increase';
import { counted, countText, ordinalText, percentText } from '../text/figures';
import type { AddedCounts, ArmCounts } from '../watch/look';
import { sourceOf } from './streams';
import type { ToldStream } from './told-stream';
import type { ShiftPlan } from './watch-plan';
import type { ComparedGate } from './watch-state';

/** Both versions' counts in one sentence without its end. */
export function besideText(
  { blue, green }: Pick<ShiftPlan, 'blue' | 'green'>,
  told: ToldStream,
  counts: AddedCounts,
): string {
  const { basis } = told.known;
  const calls = callsText(told);
  const [ofGreen, ofBlue] = [share(counts.green), share(counts.blue)].map(percentText);
  const [greens, blues] = [countText(counts.green.calls), countText(counts.blue.calls)];
  return told.stream.gate.watched.watches === 'durations'
    ? `${ofGreen} of ${greens} ${calls} of version ${green} took longer than ${Math.round(basis?.slowAboveMs ?? 0)} ms against ${ofBlue} of ${blues} of version ${blue}`
    : `${ofGreen} of ${greens} ${calls} failed on version ${green} against ${ofBlue} of ${blues} on version ${blue}`;
}

/** Handlers leave cold calls out of what they publish. */
export function callsText({ stream, known }: ToldStream): string {
  return sourceOf(stream, known.basis) === 'handler' ? 'warm calls' : 'calls';
}

/** How much worse green may be by a stream, such as `1 point more`. */
export function limitText({ stream, known: { basis } }: ToldStream): string {
  const { watched } = stream.gate;
  const increase = increaseText(watched.maxIncrease);
  if (watched.watches !== 'durations' || basis?.blueMs === undefined) return increase;
  const than = watched.maxIncrease.kind === 'factor' ? 'as' : 'than';
  return `${increase} ${than} the ${ordinalText(watched.percentile)} percentile of ${Math.round(basis.blueMs)} ms`;
}

/** Whoever reads it needs to know no more than that there is no doubt. */
export function evidenceText(evidence: number): string {
  return evidence > BEYOND_DOUBT ? `more than ${countText(BEYOND_DOUBT)}` : countText(evidence);
}

const BEYOND_DOUBT = 1_000_000;

/** What a literal rule asks of green. */
export function ruleText({ blue, green }: Pick<ShiftPlan, 'blue' | 'green'>, { stream: { gate } }: ToldStream): string {
  const { maxIncrease, rule } = gate.watched;
  const above =
    maxIncrease.kind === 'factor'
      ? `above ${maxIncrease.factor} times version ${blue}`
      : `above version ${blue} by more than ${increaseText(maxIncrease).replace(/ more$/, '')}`;
  return `version ${green} ${above} in ${rule?.minutes ?? 0} of ${counted(rule?.of ?? 0, 'minute')}`;
}

/** What both versions were at when a rule was met. */
export function brokenText(
  { stream: { gate } }: ToldStream,
  { blue, green }: NonNullable<ComparedGate['rule']['broken']>,
): string {
  const unit = gate.watched.watches === 'durations' ? 'ms' : '%';
  return `${twoFigures(green)} ${unit} against ${twoFigures(blue)} ${unit} in the last of them`;
}

function share({ calls, errors }: ArmCounts): number {
  return calls === 0 ? 0 : errors / calls;
}

function twoFigures(value: number): number {
  return value >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}
