/** A drop of this many points on any case is a failure of its own, whatever the mean says. */
export const DEEP_DROP_POINTS = 3;
/** A drop of this many points on a critical case is one. */
export const CRITICAL_DROP_POINTS = 1;
/** Calls of the judge on green's answer before a drop is believed. */
export const CALLS_TO_CONFIRM = 3;

export type DropFinding = 'no-drop' | 'ask-again' | 'dropped';

/**
 * Whether green's answer to one case dropped by so many points, judged apart from the mean.
 *
 * A mean forgives one terrible answer among many good ones. So a case whose first score is `points` or more below blue
 * is judged again until it has three scores, and has dropped where their mean is `points` or more below. One such case
 * rejects the release. The further calls are evidence of this rule only: the comparison of the means keeps the first
 * score, since scores that are asked for again because they were low would no longer be a fair draw.
 *
 * Size: for a judge of standard deviation σ per call and a blue mean of n calls, a case that did not drop is found to
 * have with a chance of at most Φ(-points / (σ √(1/3 + 1/n))), in the normal approximation. At σ = 0.65 and n = 8 that
 * is 1.2 % for each critical case and below one in a billion for a deep drop. Many critical cases add up.
 *
 * @param blue blue's score, or the mean of several
 * @param green green's scores so far, in the order of the calls
 */
export function findDrop(blue: number, green: readonly number[], points: number): DropFinding {
  const [first] = green;
  if (first === undefined) return 'ask-again';
  if (blue - first < points) return 'no-drop';
  if (green.length < CALLS_TO_CONFIRM) return 'ask-again';
  const mean = green.reduce((sum, score) => sum + score, 0) / green.length;
  return blue - mean >= points ? 'dropped' : 'no-drop';
}
