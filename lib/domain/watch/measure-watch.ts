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
import { areCounts, NOTHING, sumOf, type AddedCounts, type Look } from './look';
import { logRegressionFactor, regressionStakes } from './regression-bet';
import type { Tolerance } from './tolerance';
import { WATCH_PARAMETERS, type WatchParameters } from './watch-parameters';

/** One thing that is counted of both versions, such as errors, or calls above 800 ms. */
export interface Measure {
  readonly name: string;
  /** What it gets of the release's allowed chance, 0 to 1; those of a watch add up to 1. */
  readonly share: number;
  /** What is no regression. */
  readonly tolerance: Tolerance;
  /** What is no regression in green's warm-up; undefined where calls in it are not looked at. */
  readonly warmUpTolerance: Tolerance | undefined;
  /** Whether its counts are without cold calls, so that those of green's first minutes are as good as any; `false` by default. */
  readonly preWarmed?: boolean;
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
  /** What is not bet on for the certificate yet, of a measure that is pre-warmed. */
  readonly waiting?: AddedCounts | undefined;
  /** Up to which minute the reserve has been brought in. */
  readonly minute: number;
}

/** What is bet on: counts, and green's share of the calls that they are weighed by. */
interface Counted {
  readonly added: AddedCounts;
  readonly share: number;
}

/** @param windowMinutes how long traffic moves; one minute or less leaves nothing to bring in later */
export function firstMeasureWatch(
  measure: Measure,
  windowMinutes: number,
  { stakes, certificationStakes, reserve, dispersion }: WatchParameters = WATCH_PARAMETERS,
): MeasureWatch {
  return {
    warmUp: firstCapital(stakes.length, 0),
    main: firstCapital(stakes.length, windowMinutes > 1 ? reserve : 0),
    certification: firstCapital(certificationStakes.length, 0),
    dispersion: firstDispersion(measure.dispersion, dispersion),
    minute: 0,
  };
}

/**
 * What one look makes of a measure.
 *
 * Every stake is fixed by what was known before. A look without calls, or whose counts cannot be, changes nothing.
 */
export function afterLook(
  before: MeasureWatch,
  measure: Measure,
  look: Look,
  windowMinutes: number,
  parameters: WatchParameters = WATCH_PARAMETERS,
): MeasureWatch {
  const added = look.added[measure.name];
  if (!added || !areCounts(added)) return before;
  const share = greenShare(added, look.weight, parameters);
  if (share === undefined) return before;
  return look.warmUp && !measure.preWarmed
    ? inWarmUp(before, measure, { added, share }, parameters)
    : afterWarmUp(before, measure, { added, share, minute: look.minute }, { windowMinutes, parameters });
}

/**
 * The evidence that green is worse than the tolerance.
 *
 * The warm-up has bets of its own, which stop with its last call, so that an outage is seen in the first minute and cold
 * starts are not. An average of evidence is evidence ([Vovk and Wang](https://arxiv.org/abs/1912.06116)).
 */
export function regressionEvidence(
  { warmUp: early, main }: MeasureWatch,
  measure: Measure,
  { warmUp }: WatchParameters = WATCH_PARAMETERS,
): number {
  const share = measure.warmUpTolerance ? warmUp.share : 0;
  return share * totalCapital(early) + (1 - share) * totalCapital(main);
}

/** The evidence that green is within what it is to be certified for. */
export function certificationEvidence({ certification }: MeasureWatch): number {
  return totalCapital(certification);
}

function inWarmUp(before: MeasureWatch, measure: Measure, counted: Counted, parameters: WatchParameters): MeasureWatch {
  const { warmUpTolerance } = measure;
  if (!warmUpTolerance) return before;
  return { ...before, warmUp: afterFactors(before.warmUp, against(before, counted, warmUpTolerance, parameters)) };
}

function afterWarmUp(
  before: MeasureWatch,
  measure: Measure,
  counted: Counted & { readonly minute: number },
  { windowMinutes, parameters }: { readonly windowMinutes: number; readonly parameters: WatchParameters },
): MeasureWatch {
  const { added, share, minute } = counted;
  const { reserve, dispersion } = parameters;
  const perMinute = windowMinutes > 1 ? reserve / (windowMinutes - 1) : 0;
  const main = broughtIn(before.main, perMinute * (minute - before.minute));
  return {
    ...before,
    main: afterFactors(main, against(before, counted, measure.tolerance, parameters)),
    ...certifying(before, measure, counted, parameters),
    dispersion: afterErrors(before.dispersion, added, share, dispersion),
    minute: Math.max(minute, before.minute),
  };
}

/**
 * The bets on green's certificate after a look.
 *
 * Without its cold calls green has fewer calls than its weight says, as it has been started more often. That can only
 * delay a bet against green, but would win one for it: so that is made with the split that was counted alone, once there
 * are enough calls of both. When that is depends on calls, and never on their errors.
 */
function certifying(
  before: MeasureWatch,
  { certifiedWithin, preWarmed }: Measure,
  counted: Counted,
  parameters: WatchParameters,
): Pick<MeasureWatch, 'certification' | 'waiting'> {
  const { certification, waiting = NOTHING } = before;
  if (!certifiedWithin) return { certification };
  const bet = (on: Counted) => afterFactors(certification, towards(before, on, certifiedWithin, parameters));
  if (!preWarmed) return { certification: bet(counted) };
  const added = sumOf(waiting, counted.added);
  const [blue, green] = [added.blue.calls, added.green.calls];
  if (Math.min(blue, green) < parameters.callsForOwnSplit) return { certification, waiting: added };
  return { certification: bet({ added, share: green / (blue + green) }), waiting: undefined };
}

function against(
  { dispersion }: MeasureWatch,
  { added, share }: Counted,
  tolerance: Tolerance,
  parameters: WatchParameters,
) {
  const divisor = dispersionOf(dispersion, parameters.dispersion);
  return regressionStakes(share, tolerance, divisor, parameters).map(
    (stake) => logRegressionFactor(added, share, stake, tolerance) / divisor,
  );
}

function towards(
  { dispersion }: MeasureWatch,
  { added, share }: Counted,
  tolerance: Tolerance,
  { certificationStakes, dispersion: ofDispersion }: WatchParameters,
) {
  const divisor = dispersionOf(dispersion, ofDispersion);
  const largest = largestCertifyingStake(share, tolerance);
  return certificationStakes.map((part) => logCertificationFactor(added, share, part * largest, tolerance) / divisor);
}
