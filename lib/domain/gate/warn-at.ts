import { increaseText, mostBeside, type MaxIncrease } from './max-increase';

/** The code of the reason by which a gate of the watch says that green is past its lower limit. */
export const WARNED = 'warned';

/** What is wrong with a lower limit beside the limit itself, each as one sentence. */
export function warnAtProblems({
  maxIncrease,
  warnAt,
}: {
  readonly maxIncrease: MaxIncrease;
  readonly warnAt?: MaxIncrease | undefined;
}): readonly string[] {
  if (!warnAt) return [];
  const [limit, lower] = [maxIncrease, warnAt].map(increaseText);
  if (warnAt.kind !== maxIncrease.kind) {
    return [
      `\`warnAt\` must be of the same kind as \`maxIncrease\`, as it is unknown which of ${lower} and ${limit} is lower; give both by ${WRITTEN[maxIncrease.kind]}`,
    ];
  }
  // Which of two of a kind is lower does not depend on what they are beside.
  if (mostBeside(1, warnAt) < mostBeside(1, maxIncrease)) return [];
  return [
    `\`warnAt\` must be below \`maxIncrease\`, ${limit}, got: ${lower}; past \`maxIncrease\` the release is stopped, so give a lower one, or leave it out`,
  ];
}

/** What whoever writes a gate gives an increase by. */
const WRITTEN: Readonly<Record<MaxIncrease['kind'], string>> = {
  points: 'PercentagePoints.of',
  factor: 'Factor.of',
  percent: 'Percent.of',
  milliseconds: 'a Duration',
};
