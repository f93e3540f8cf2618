/** Bounds of a share, 0 to 1. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The exact two-sided confidence interval of a share of which `hits` of `trials` were seen: Clopper and Pearson, "The
 * use of confidence or fiducial limits illustrated in the case of the binomial" (Biometrika 26, 1934). It is never
 * narrower than it says, which is what counts with few releases; nothing seen gives 0 to 1.
 *
 * @param confidence 0 to 1, both sides together
 */
export function proportionInterval(hits: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return {
    // The smallest share with which so many hits, or more, are still seen in the tail's share of all cases …
    lower: hits === 0 ? 0 : bisect((share) => atMost(hits - 1, trials, share) > 1 - tail),
    // … and the largest with which so few, or fewer, are.
    upper: hits === trials ? 1 : bisect((share) => atMost(hits, trials, share) > tail),
  };
}

/**
 * The most that a share may be, with this confidence, where `hits` of `trials` were seen: the one-sided bound of Clopper and
 * Pearson. Of none in n it is 1 − (1 − confidence)^(1/n).
 *
 * @param confidence 0 to 1
 */
export function proportionAtMost(hits: number, trials: number, confidence: number): number {
  return proportionInterval(hits, trials, 2 * confidence - 1).upper;
}

/** Where a condition that holds at 0 ceases to hold. */
function bisect(holds: (share: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How likely it is to see so many hits or fewer. Logarithms, as the single terms of many trials underflow. */
function atMost(hits: number, trials: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return hits >= trials ? 1 : 0;
  let logTerm = trials * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= hits; k++) {
    logTerm += Math.log((trials - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
