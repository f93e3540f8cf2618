import { DEEP_DROP_POINTS } from './confirmed-drop';
import type { JudgeDrift } from '../../judge/judge-drift';
import type { QualityOutcome } from './compare-quality';
import type { Reason } from '../../gate/verdict';

/** What was found besides the mean; each case by its key. */
export interface QualityFindings {
  readonly mean: QualityOutcome;
  /** Critical cases that dropped. */
  readonly criticalDrops: readonly string[];
  /** Any cases that dropped by three points or more. */
  readonly deepDrops: readonly string[];
  /** What the anchors said; left out where blue was judged beside green, by the same judge. */
  readonly drift?: JudgeDrift;
}

/** The decision about green's quality, with every reason that led to it. */
export interface QualityDecision {
  readonly outcome: QualityOutcome;
  readonly reasons: readonly Reason[];
}

/**
 * Puts the findings together: a drop rejects whatever the mean says, and a judge that has shifted can neither certify
 * nor reject, since both the mean and the drops go by blue's earlier scores.
 *
 * None of this makes a certification likelier, so its error rate stays that of the comparison of the means.
 */
export function decideQuality({ mean, criticalDrops, deepDrops, drift }: QualityFindings): QualityDecision {
  const drops = [
    ...criticalDrops.map((key) => ({ code: 'critical-case-dropped', message: `Critical case ${key} got worse.` })),
    ...deepDrops.map((key) => ({ code: 'deep-drop', message: `Case ${key} lost ${DEEP_DROP_POINTS} points or more.` })),
  ];
  if (drift && drift.finding !== 'steady') return { outcome: 'not-certified', reasons: [driftReason(drift), ...drops] };
  return { outcome: drops.length > 0 ? 'rejected' : mean, reasons: [...drops, MEAN_REASONS[mean]] };
}

function driftReason({ finding, shift }: JudgeDrift): Reason {
  return finding === 'shifted'
    ? {
        code: 'judge-shifted',
        message: `The judge scores the anchors ${Math.abs(shift).toFixed(2)} points ${shift < 0 ? 'lower' : 'higher'} than when they were recorded. Judge blue anew.`,
      }
    : { code: 'judge-not-checked', message: 'No anchors say whether the judge is still the same. Record some.' };
}

const MEAN_REASONS: Readonly<Record<QualityOutcome, Reason>> = {
  certified: { code: 'quality-certified', message: 'Green is not worse than blue by the margin.' },
  rejected: { code: 'quality-worse', message: 'Green is worse than blue.' },
  'not-certified': {
    code: 'quality-not-shown',
    message: 'The suite ended before it was shown that green is good enough.',
  },
};
