interface Comparison {
  readonly breaches: (value: number, threshold: number) => boolean;
  /** As AWS words it in the reason of a state. */
  readonly words: string;
}

export const COMPARISONS = {
  GreaterThanThreshold: { breaches: (value, threshold) => value > threshold, words: 'greater than' },
  GreaterThanOrEqualToThreshold: {
    breaches: (value, threshold) => value >= threshold,
    words: 'greater than or equal to',
  },
  LessThanThreshold: { breaches: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { breaches: (value, threshold) => value <= threshold, words: 'less than or equal to' },
} satisfies Record<string, Comparison>;

export type ComparisonOperator = keyof typeof COMPARISONS;

export const COMPARISON_OPERATORS = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const satisfies readonly ComparisonOperator[];
