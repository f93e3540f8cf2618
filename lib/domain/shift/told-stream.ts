import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { certificationEvidenceOf } from './certified';
import { firstCompared } from './compared-look';
import { streamsOf, type ComparingGate, type Stream } from './streams';
import type { ComparedGate, WatchState } from './watch-state';

/** A stream with all that is known of it. */
export interface ToldStream {
  readonly stream: Stream;
  readonly known: ComparedGate;
}

/**
 * The stream that a gate speaks of: the one that decided; where none did, the one that has more to tell. What handlers
 * publish has the calls that fail in Lambda's eyes too, but for those that never came back.
 */
export function toldStream(state: WatchState, gate: ComparingGate): ToldStream {
  const [own, ...others] = comparedStreams(state, gate);
  const all = own ? [own, ...others] : [];
  const decided = all.find(({ known: { found, rule } }) => found ?? rule.broken);
  const other = others.at(-1);
  const told = decided ?? (other && own && looksWorse(own.known, other.known) ? own : (other ?? own));
  if (!told) throw new Error(`Gate ${gate.name} compares nothing.`);
  return told;
}

/** Whether there is evidence against green in one stream, and less in the other: calls that never come back are in one alone. */
function looksWorse(one: ComparedGate, other: ComparedGate): boolean {
  return one.evidence > Math.max(1, other.evidence);
}

/** Whether every stream that could be compared was shown to be no worse than is allowed. */
export function certified(state: WatchState, gate: ComparingGate): boolean {
  return comparedStreams(state, gate).every(
    ({ stream }) => certificationEvidenceOf(state, stream) >= 1 / WATCH_PARAMETERS.falseCertification,
  );
}

/** A gate's own stream, and those beside it that there was something to compare in. */
function comparedStreams(state: WatchState, gate: ComparingGate): readonly ToldStream[] {
  return streamsOf(state.plan, gate)
    .map((stream) => ({ stream, known: state.compared[stream.key] ?? firstCompared(state.plan.began) }))
    .filter(({ known }, index) => index === 0 || hasCompared(known));
}

/** A rule needs no basis, and bets on nothing: it goes by the minutes that both versions have. */
function hasCompared({ basis, total, rule }: ComparedGate): boolean {
  return rule.compared > 0 || (basis !== undefined && total.green.calls > 0);
}
