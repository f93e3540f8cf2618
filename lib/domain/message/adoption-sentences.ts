import { adoptionSentence } from '../release/adoption';
import { isTerminal, type Release, type ReleaseState } from '../release/release';
import { listText } from '../text/figures';
import type { MessageContext, WouldHaveStopped } from './message-context';

/** At what stage a release is that is not trusted; once one alongside has ended, also what would have stopped it. */
export function adoptionSentences(
  { adoption, state }: Pick<Release, 'adoption' | 'state'>,
  { wouldHaveStopped }: Pick<MessageContext, 'wouldHaveStopped'>,
): readonly string[] {
  const stage = adoptionSentence(adoption);
  if (stage === undefined) return [];
  // Of one that is blocked nobody was asked.
  const isToBeSaid = adoption === 'alongside' && isTerminal(state) && state !== 'blocked';
  return isToBeSaid && wouldHaveStopped ? [stage, wouldSentence(wouldHaveStopped, state)] : [stage];
}

function wouldSentence(would: readonly WouldHaveStopped[], state: ReleaseState): string {
  const named = (by: WouldHaveStopped['by']) => would.filter((one) => one.by === by).map(({ name }) => name);
  const [blocking, rollingBack] = [named('blocking'), named('rolling-back')];
  const parts = [
    ...(blocking.length > 0 ? [`${listText(blocking)} would have blocked it before any traffic`] : []),
    ...(rollingBack.length > 0 ? [`${listText(rollingBack)} would have rolled it back`] : []),
  ];
  if (parts.length === 0) return 'Had they counted, none of them would have stopped it.';
  return `Had they counted, ${parts.join(', and ')}${state === 'released' ? '; nothing was stopped' : ''}.`;
}
