import type { Stake } from '../../statistics/bets';
import type { QualityRule } from './quality-rule';

/** No outcome may take everything: a bet without capital could never win again. */
const LARGEST_LOSS = 0.98;

/**
 * Most of the capital stakes what grows fastest. A little of it stakes half of that: where the scores scatter more than
 * expected it is what still wins, and it costs about two cases where they do not. Chosen on other
 * seeds than the benchmark reports.
 */
const MIXTURE = [
  { part: 1, share: 0.9 },
  { part: 0.5, share: 0.1 },
] as const;

/**
 * The stakes against a hypothesis about the mean, fixed before the first case.
 *
 * Kelly's stake for an outcome of mean `margin` and standard deviation `expectedSd` is about
 * margin / (sd² + margin²) ([Waudby-Smith and Ramdas](https://arxiv.org/abs/2010.09686), section B.3, "aGRAPA").
 * It is made smaller where the worst outcome could otherwise cost everything. Nothing is clipped for that: a clipped
 * difference has another mean, and a green that fails badly on few cases would look better than it is.
 *
 * @param room the most that one case of weight 1 can lose, in points
 */
export function stakesAgainst(room: number, { margin, expectedSd, heaviestWeight }: QualityRule): readonly Stake[] {
  const best = margin / (expectedSd ** 2 + margin ** 2);
  const affordable = LARGEST_LOSS / (room * heaviestWeight);
  const perPoint = Math.min(best, affordable);
  return MIXTURE.map(({ part, share }) => ({ perPoint: part * perPoint, share }));
}
