/** How green's answer to one case, or to one conversation of several, compares with blue's. */
export interface PairedCase {
  /**
   * Green's score minus blue's, in points. Blue's is one fresh call, or the mean of earlier ones.
   *
   * Identical answers are 0 and need no call.
   */
  readonly difference: number;
  /** How much the case counts, where an ordinary one counts 1. */
  readonly weight: number;
}

/** One judged case of a suite before cases that belong together are joined. */
export interface JudgedCase extends PairedCase {
  /** Cases of the same conversation, or made from the same source, share a cluster. */
  readonly cluster: string;
}

/**
 * Joins the cases of each cluster into one: their weighted mean difference.
 *
 * Cases of one cluster tend to go wrong together, so they are one observation and not several
 * ([Miller, "Adding Error Bars to Evals"](https://arxiv.org/abs/2411.00640), section 2.2). A cluster weighs as much as
 * the mean of its cases, so that a long conversation does not count more than a short one.
 */
export function joinClusters(cases: readonly JudgedCase[]): readonly PairedCase[] {
  const clusters = new Map<string, JudgedCase[]>();
  for (const judged of cases) {
    const known = clusters.get(judged.cluster);
    if (known) known.push(judged);
    else clusters.set(judged.cluster, [judged]);
  }
  return [...clusters.values()].map((members) => {
    const weight = members.reduce((sum, member) => sum + member.weight, 0);
    const points = members.reduce((sum, member) => sum + member.weight * member.difference, 0);
    return { difference: points / weight, weight: weight / members.length };
  });
}
