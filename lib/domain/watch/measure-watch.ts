import {
  afterFactors,
  broughtIn,
  firstCapital,
  totalCapital,
  type StaggeredCapital,
} from '../statistics/staggered-capital';
import { largestCertifyingStake, logCertificationFactor } from './certification-bet';
import { afterErrors, dispersionOf, firstDispersion, type Dispersion } from './dispersion';
import { greenShare } from './green-share';
import { areCounts, type AddedCounts, type Look } from './look';
import { largestStake, logRegressionFactor } from './regression-bet';
import type { Tolerance } from './tolerance';
import { WATCH_PARAMETERS } from './watch-parameters';

/** One thing that is counted of both versions, such as errors, or calls above 800 ms. */
export interface Measure {
  readonly name: string;
  /** What it gets of the release's allowed chance, 0 to 1; those of a watch add up to 1. */
  readonly share: number;
  /** What is no regression. */
  readonly tolerance: Tolerance;
  /** What is no regression in green's warm-up; undefined where calls in it are not looked at. */
  readonly warmUpTolerance: Tolerance | undefined;
  /** What green has to be better than for its certificate; undefined where none is asked for. */
  readonly certifiedWithin: Tolerance | undefined;
  /** The dispersion of blue's errors before the release, 1 or more; 1 where nothing is known. */
  readonly dispersion: number;
}

/** What has been bet on one measure: plain data, which JSON carries. */
export interface MeasureWatch {
  readonly warmUp: StaggeredCapital;
  readonly main: StaggeredCapital;
  readonly certification: StaggeredCapital;
  readonly dispersion: Dispersion;
  /** Up to which minute the reserve has been brought in. */
  readonly minute: number;
}

const { stakes, certificationStakes, stakeWhenClustered, clusteredAbove, reserve, warmUp } = WATCH_PARAMETERS;

/** @param windowMinutes how long traffic moves; one minute or less leaves nothing to bring in later */
export function firstMeasureWatch(measure: Measure, windowMinutes: number): MeasureWatch {
  return {
    warmUp: firstCapital(stakes.length, 0),
    main: firstCapital(stakes.length, windowMinutes > 1 ? reserve : 0),
    certification: firstCapital(certificationStakes.length, 0),
    dispersion: firstDispersion(measure.dispersion),
    minute: 0,
  };
}

/**
 * What one look makes of a measure.
 *
 * Every stake is fixed by what was known before. A look without calls, or whose counts cannot be, changes nothing.
 */
export function afterLook(before: MeasureWatch, measure: Measure, look: Look, windowMinutes: number): MeasureWatch {
  const added = look.added[measure.name];
  if (!added || !areCounts(added)) return before;
  const share = greenShare(added, look.weight);
  if (share === undefined) return before;
  return look.warmUp
    ? inWarmUp(before, measure, added, share)
    : afterWarmUp(before, measure, { added, share, minute: look.minute }, windowMinutes);
}

/**
 * The evidence that green is worse than the tolerance.
 *
 * The warm-up has bets of its own, which stop with its last call, so that an outage is seen in the first minute and cold
 * starts are not. An average of evidence is evidence ([Vovk and Wang](https://arxiv.org/abs/1912.06116)).
 */
export function regressionEvidence({ warmUp: early, main }: MeasureWatch, measure: Measure): number {
  const share = measure.warmUpTolerance ? warmUp.share : 0;
  return share * totalCapital(early) + (1 - share) * totalCapital(main);
}

/** The evidence that green is within what it is to be certified for. */
export function certificationEvidence({ certification }: MeasureWatch): number {
  return totalCapital(certification);
}

function inWarmUp(before: MeasureWatch, measure: Measure, added: AddedCounts, share: number): MeasureWatch {
  const { warmUpTolerance } = measure;
  if (!warmUpTolerance) return before;
  return { ...before, warmUp: afterFactors(before.warmUp, against(before, added, share, warmUpTolerance)) };
}

function afterWarmUp(
  before: MeasureWatch,
  { tolerance, certifiedWithin }: Measure,
  { added, share, minute }: { readonly added: AddedCounts; readonly share: number; readonly minute: number },
  windowMinutes: number,
): MeasureWatch {
  const perMinute = windowMinutes > 1 ? reserve / (windowMinutes - 1) : 0;
  const main = broughtIn(before.main, perMinute * (minute - before.minute));
  return {
    ...before,
    main: afterFactors(main, against(before, added, share, tolerance)),
    certification: certifiedWithin
      ? afterFactors(before.certification, towards(before, added, share, certifiedWithin))
      : before.certification,
    dispersion: afterErrors(before.dispersion, added, share),
    minute: Math.max(minute, before.minute),
  };
}

function against({ dispersion }: MeasureWatch, added: AddedCounts, share: number, tolerance: Tolerance) {
  const divisor = dispersionOf(dispersion);
  const most = divisor > clusteredAbove ? stakeWhenClustered : 1;
  const largest = largestStake(share, tolerance);
  return stakes.map((part) => logRegressionFactor(added, share, Math.min(part, most) * largest, tolerance) / divisor);
}

function towards({ dispersion }: MeasureWatch, added: AddedCounts, share: number, tolerance: Tolerance) {
  const divisor = dispersionOf(dispersion);
  const largest = largestCertifyingStake(share, tolerance);
  return certificationStakes.map((part) => logCertificationFactor(added, share, part * largest, tolerance) / divisor);
}
