/** What was added to the counts of one version since the last look. */
export interface ArmCounts {
  readonly calls: number;
  /** Those of the calls that count against the version: failed, or took longer than a threshold. */
  readonly errors: number;
}

/** What was added to the counts of both versions since the last look, for the same calls' minutes. */
export interface AddedCounts {
  readonly blue: ArmCounts;
  readonly green: ArmCounts;
}

export const NO_CALLS: ArmCounts = { calls: 0, errors: 0 };
export const NOTHING: AddedCounts = { blue: NO_CALLS, green: NO_CALLS };

export function sumOf(left: AddedCounts, right: AddedCounts): AddedCounts {
  const arm = (of: 'blue' | 'green') => ({
    calls: left[of].calls + right[of].calls,
    errors: left[of].errors + right[of].errors,
  });
  return { blue: arm('blue'), green: arm('green') };
}

/** One look at both versions. */
export interface Look {
  /** Whole minutes since traffic began to move, at the time of the look. */
  readonly minute: number;
  /** Whether these calls began in green's warm-up; late ones of it are a look of their own. */
  readonly warmUp: boolean;
  /** Green's configured share of the calls, 0 to 1; undefined where it changed while these calls came. */
  readonly weight: number | undefined;
  /** What was added, by the name of the measure. A measure without counts is not bet on. */
  readonly added: Readonly<Record<string, AddedCounts>>;
}

/** Whether these can be counts of calls. Those that cannot be, such as errors without their call yet, wait for a later look. */
export function areCounts({ blue, green }: AddedCounts): boolean {
  return [blue, green].every(({ calls, errors }) => Number.isFinite(calls) && errors >= 0 && errors <= calls);
}
