import { afterFactors, broughtIn, firstCapital, totalCapital } from '../statistics/staggered-capital';
import type { ArmCounts } from '../watch/look';
import { inWarmUp, type Tolerance } from '../watch/tolerance';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { blueBounds, type BlueBaseline } from './blue-baseline';

/** A minute of green's in the bake. */
export interface BakedMinute extends ArmCounts {
  /** Whether it is the first one, in which many instances start. */
  readonly warmUp: boolean;
}

/** What is compared in a bake. */
export interface ComparedInBake {
  readonly blue: BlueBaseline;
  /** How much worse green may be. */
  readonly tolerance: Tolerance;
  /** Whether green's first minute is looked at, by the tolerance of a warm-up. */
  readonly hasWarmUp: boolean;
  /** What it gets of the chance that a bake has, 0 to 1; those of a bake add up to 1 at most. */
  readonly share: number;
  /** How many minutes the bake is to have. */
  readonly minutes: number;
}

/** The same with what blue's share of errors may have been, which takes a while to reckon and stays as it is. */
export interface BakeMeasure extends ComparedInBake {
  /** No more than this, but for half of its chance of a false regression. */
  readonly blueAtMost: number;
  /** No less than this, but for half of the chance of a false certificate. */
  readonly blueAtLeast: number;
}

/** The halves of each chance: that blue was not what its sample says, and that the bets were lucky. */
const HALF = 2;

export function bakeMeasure(compared: ComparedInBake): BakeMeasure {
  return {
    ...compared,
    blueAtMost: blueBounds(compared.blue, chanceAgainst(compared)).most,
    blueAtLeast: blueBounds(compared.blue, CHANCE_TOWARDS).least,
  };
}

function chanceAgainst({ share }: ComparedInBake): number {
  return (WATCH_PARAMETERS.falseRegression * share) / HALF;
}

/** All certificates are needed, so together they are wrong no more often than one may be. */
const CHANCE_TOWARDS = WATCH_PARAMETERS.falseCertification / HALF;

/** What the bets on some minutes say. */
export interface BakeEvidence {
  /** That green is worse than is allowed, and what that has to reach. */
  readonly against: number;
  readonly limit: number;
  /** That it is no worse, and likewise. */
  readonly towards: number;
  readonly towardsLimit: number;
}

/**
 * Whether green is worse than blue was, by green's minutes so far.
 *
 * Blue does not serve any more: all that is known of it is a sample, X errors in B calls. So the chance of a bake is divided
 * in halves. By the one, α/2, blue's share of errors is no more than U, the bound of Clopper and Pearson (`blueBounds`). By
 * the other, green is bet against at most θ·U + δ = q: with a stake of λ, each of its calls multiplies the capital by
 *
 *     1 + λ(error − q),   0 ≤ λ < 1/q
 *
 * whose mean is 1 + λ(p_green − q) ≤ 1 wherever p_green ≤ q. That is the betting of
 * [Waudby-Smith and Ramdas](https://arxiv.org/abs/2010.09686) on a mean of bounded values, and its capital reaches 2/α ever
 * with a chance of α/2 at most ([Ville's inequality](https://arxiv.org/abs/2210.01948)). Where green is within the tolerance of
 * what blue was, p_green ≤ θ·p_blue + δ, one of the two has to be wrong for a bake to find anything: that has a chance of
 * α at most, at all looks together, whenever and however often somebody looks. Several measures have a part of α each, by their
 * shares (Bonferroni).
 *
 * Errors that come in clusters count for less, as in flight: the logarithm of each minute is divided by blue's dispersion
 * (Jensen; that blue's spread is enough for green's is a heuristic). What blue was is what it was *then*: a share that changes by
 * itself between the shift and the bake, for both versions, is no chance that any of this bounds.
 *
 * The same minutes have the same evidence, whoever looks, and however often.
 */
export function bakeEvidence(measure: BakeMeasure, green: readonly BakedMinute[]): BakeEvidence {
  return { ...against(measure, green), ...towards(measure, green) };
}

function against(measure: BakeMeasure, green: readonly BakedMinute[]): Pick<BakeEvidence, 'against' | 'limit'> {
  const { minutes, hasWarmUp, blue, blueAtMost, tolerance } = measure;
  const { reserve } = WATCH_PARAMETERS;
  const perMinute = minutes > 1 ? reserve / (minutes - 1) : 0;
  let capital = firstCapital(WATCH_PARAMETERS.stakes.length, minutes > 1 ? reserve : 0);
  green.forEach((minute, index) => {
    if (index > 0) capital = broughtIn(capital, perMinute);
    if (minute.warmUp && !hasWarmUp) return;
    const allowed = allowedAt(blueAtMost, minute.warmUp ? inWarmUp(tolerance) : tolerance);
    capital = afterFactors(capital, logFactors(minute, allowed, blue.dispersion));
  });
  return { against: totalCapital(capital), limit: 1 / chanceAgainst(measure) };
}

/** The share of errors that green may have beside blue's. */
function allowedAt(blue: number, { factor, extra }: Tolerance): number {
  return factor * blue + extra;
}

/** The logarithms of what each stake is multiplied by in a minute. Where all calls may fail, nothing is bet. */
function logFactors({ calls, errors }: ArmCounts, allowed: number, dispersion: number): readonly number[] {
  const { stakes, stakeWhenClustered, clusteredAbove } = WATCH_PARAMETERS;
  const mostStaked = dispersion > clusteredAbove ? stakeWhenClustered : 1;
  return stakes.map((part) => {
    if (allowed >= 1 || allowed <= 0 || errors > calls) return 0;
    const stake = Math.min(part, mostStaked) / allowed;
    return (errors * Math.log1p(stake * (1 - allowed)) + (calls - errors) * Math.log1p(-stake * allowed)) / dispersion;
  });
}

/** The other side, with every sign turned: that green is no worse than the least that blue was, and what is allowed on top. */
function towards(
  { blue, blueAtLeast, tolerance }: BakeMeasure,
  green: readonly BakedMinute[],
): Pick<BakeEvidence, 'towards' | 'towardsLimit'> {
  const { certificationStakes } = WATCH_PARAMETERS;
  const allowed = allowedAt(blueAtLeast, tolerance);
  const counted = green.filter(({ warmUp }) => !warmUp);
  const logs = certificationStakes.map((part) => {
    if (allowed >= 1) return 0;
    const stake = part / (1 - allowed);
    return counted.reduce(
      (sum, { calls, errors }) =>
        errors > calls
          ? sum
          : sum +
            (errors * Math.log1p(-stake * (1 - allowed)) + (calls - errors) * Math.log1p(stake * allowed)) /
              blue.dispersion,
      0,
    );
  });
  return {
    towards: totalCapital(afterFactors(firstCapital(certificationStakes.length, 0), logs)),
    towardsLimit: 1 / CHANCE_TOWARDS,
  };
}
