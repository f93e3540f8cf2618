import type { MadeUpShift } from './made-up-shift';

/** One way to decide whether a shift goes on. */
export interface Rule {
  readonly name: string;
  readonly ours: boolean;
  /** How often it looks. */
  readonly everySeconds: number;
  /** Where it is written down, with the version that was read; ours has none. */
  readonly source?: string;
  /** The second at which it rolls back; undefined where it does not. */
  readonly rollsBackAt: (shift: MadeUpShift) => number | undefined;
}
