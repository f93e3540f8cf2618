/** A time in which a table or one of its indexes is throttled. */
export interface Throttle {
  /** The table's name, its logical id, or whole parts of its construct path. */
  readonly table: string;
  /** The name of one of its global secondary indexes. Left out: the table itself. */
  readonly index?: string | undefined;
  /**
   * Milliseconds from the start of the deployment. Below zero it is before: so much time passes before anything is
   * deployed.
   */
  readonly at: number;
  /** Milliseconds. */
  readonly for: number;
  /**
   * Whether reads are throttled.
   *
   * @default - they are, unless `writes` alone are said to be
   */
  readonly reads?: boolean | undefined;
  /**
   * Whether writes are throttled.
   *
   * @default - they are, unless `reads` alone are said to be
   */
  readonly writes?: boolean | undefined;
}

/** What is throttled, as the names of metrics and reasons have it. */
export type AccessKind = 'Read' | 'Write';

/** Of what is said of one kind and not of the other, the one alone counts. */
export function throttledKinds({
  reads,
  writes,
}: {
  readonly reads?: boolean | undefined;
  readonly writes?: boolean | undefined;
}): readonly AccessKind[] {
  return [
    ...((reads ?? writes !== true) ? (['Read'] as const) : []),
    ...((writes ?? reads !== true) ? (['Write'] as const) : []),
  ];
}
