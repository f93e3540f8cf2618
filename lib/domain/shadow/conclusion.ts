import { counted } from '../text/figures';
import { CONFIDENCE, MOST_FALSE_BLOCKS, type ShadowGateReport } from './shadow-gate';

type Concluded = Omit<ShadowGateReport, 'service' | 'gate' | 'phase' | 'conclusion'>;

/** What can be said of a shadow gate by what it saw, and no more: a sentence or two on each of its mistakes. */
export function conclusionOf(gate: Concluded): readonly string[] {
  return [falseBlocks(gate), catches(gate), ...labels(gate)];
}

const SURE = `${CONFIDENCE * 100} % confidence`;
const LIMIT = `${MOST_FALSE_BLOCKS * 100} %`;

function falseBlocks(gate: Concluded): string {
  const { good, blockedGood, falseBlocksAtMost, enforce } = gate;
  if (good === 0) return `No release is known to be good yet, so it may block any share of them. ${missing(gate)}`;
  const seen = `${blockedGood} of ${counted(good, 'good release')} would have been blocked`;
  const most = atMostText(falseBlocksAtMost);
  return enforce
    ? `${seen}: the rate is at most ${most} (${SURE}), which is less than ${LIMIT}.`
    : `${seen}: the rate may still be as high as ${most} (${SURE}). ${missing(gate)}`;
}

function missing({ good, blockedGood, goodNeeded, weeksNeeded = 0, seenPerWeek }: Concluded): string {
  if (goodNeeded === undefined)
    return 'No number of further releases would settle it soon: look at what it blocked, and mend the gate.';
  const all = `${good + goodNeeded} good releases ${blockedGood === 0 ? 'without a block' : `with no more than ${blockedGood} blocked`} are needed to say less than ${LIMIT}`;
  const left = good === 0 ? 'that is' : `the ${goodNeeded} that are missing take`;
  return `${all}; at ${seenPerWeek.toFixed(1)} a week ${left} ${counted(weeksNeeded, 'week')}.`;
}

function catches({ bad, blockedBad, missesAtMost }: Concluded): string {
  return bad === 0
    ? 'No release went bad, so nothing real shows that it finds what is bad.'
    : `It would have blocked ${blockedBad} of ${bad} that went bad: it may still miss up to ${atMostText(missesAtMost)} of such releases (${SURE}).`;
}

function labels({ wouldHaveBlocked, calledRight, calledWrong }: Concluded): readonly string[] {
  if (wouldHaveBlocked === 0) return [];
  if (calledRight + calledWrong === 0)
    return ['Nobody labelled what it would have blocked: `sluice gates label` notes whether it was right.'];
  return [
    `Of the ${wouldHaveBlocked} that it would have blocked, people called ${calledRight} right and ${calledWrong} wrong. The rates go by what became of the releases, and not by that.`,
  ];
}

/** A bound in percent, rounded up, so that it never promises more than there is. */
function atMostText(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 ? Math.ceil(percent) : Math.ceil(percent * 100) / 100} %`;
}
