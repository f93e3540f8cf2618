/** How weight moves from blue to green. Percentages are whole percent, intervals whole minutes. */
export type TrafficShape =
  | { readonly kind: 'all-at-once' }
  | { readonly kind: 'canary' | 'linear'; readonly percent: number; readonly intervalMinutes: number };

/** CodeDeploy shifts for at most this long, first step to last (CodeDeploy User Guide, "Limits"). */
const LONGEST_SHIFT_MINUTES = 2880;

const BUILT_IN = {
  canary: {
    percent: 10,
    minutes: [5, 10, 15, 30],
    name: (minutes: number) => `LambdaCanary10Percent${minutes}Minutes`,
  },
  linear: {
    percent: 10,
    minutes: [1, 2, 3, 10],
    name: (minutes: number) => `LambdaLinear10PercentEvery${minutes}Minute${minutes === 1 ? '' : 's'}`,
  },
} as const;

/** What CodeDeploy would refuse of a shape, each problem as one sentence; none where it takes it. */
export function shapeProblems(shape: TrafficShape): readonly string[] {
  if (shape.kind === 'all-at-once') return [];
  const problems: string[] = [];
  const { percent, intervalMinutes } = shape;
  if (!Number.isInteger(percent) || percent < 1 || percent > 99) {
    problems.push(`\`percent\` must be a whole number from 1 to 99, got: ${percent}`);
  }
  if (!Number.isInteger(intervalMinutes) || intervalMinutes < 1) {
    problems.push(`\`interval\` must be whole minutes, 1 at least, got: ${intervalMinutes} minutes`);
  }
  if (problems.length === 0 && shiftMinutes(shape) > LONGEST_SHIFT_MINUTES) {
    problems.push(
      `the shift must take ${LONGEST_SHIFT_MINUTES} minutes (48 hours) at most, got: ${shiftMinutes(shape)} minutes`,
    );
  }
  return problems;
}

/** Minutes from the first step of the shift to the last. */
export function shiftMinutes(shape: TrafficShape): number {
  switch (shape.kind) {
    case 'all-at-once':
      return 0;
    case 'canary':
      return shape.intervalMinutes;
    case 'linear':
      return (Math.ceil(100 / shape.percent) - 1) * shape.intervalMinutes;
  }
}

/** The name of CodeDeploy's own configuration of this shape, where it has one. */
export function builtInConfiguration(shape: TrafficShape): string | undefined {
  if (shape.kind === 'all-at-once') return 'CodeDeployDefault.LambdaAllAtOnce';
  const { percent, minutes, name } = BUILT_IN[shape.kind];
  const known = (minutes as readonly number[]).includes(shape.intervalMinutes) && shape.percent === percent;
  return known ? `CodeDeployDefault.${name(shape.intervalMinutes)}` : undefined;
}
