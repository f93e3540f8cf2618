import { smallestSeen } from '../foresight/smallest-seen';
import { bakeEvidence, type BakedMinute, type BakeMeasure } from './bake-bets';

/** Of the normal distribution: so far below its mean a tenth of all cases is. */
const Z_90 = 1.2815515655446004;

/**
 * The smallest increase of green's share over blue's that would have been found in 9 of 10 bakes with these calls, in percentage
 * points and to a tenth of one; undefined where none would have been. Of green's errors as few are taken as nine of ten bakes have
 * at least, by the normal approximation.
 */
export function smallestBaked(measure: BakeMeasure, green: readonly BakedMinute[]): number | undefined {
  const { calls, errors, dispersion } = measure.blue;
  if (calls === 0) return undefined;
  const usual = errors / calls;
  const counted = green.filter(({ warmUp }) => !warmUp).reduce((sum, one) => sum + one.calls, 0);
  const most = 100 * (1 - usual);
  return smallestSeen(most, (points) => {
    const share = Math.min(1, usual + points / 100);
    const spread = Math.sqrt(dispersion * counted * share * (1 - share));
    const fewest = Math.min(counted, Math.max(0, counted * share - Z_90 * spread));
    const { against, limit } = bakeEvidence(measure, [{ calls: counted, errors: fewest, warmUp: false }]);
    return against >= limit ? 1 : 0;
  });
}
