import type { ServingFact } from '../preflight/release-facts';
import type { StackValues } from './believed-version';

/** A stack as a reconciliation sees it. */
export interface ReconciledStack extends StackValues {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Whether another stack makes it. */
  readonly isNested: boolean;
  /** What the last operation was told that its template may do. */
  readonly capabilities: readonly string[];
  /** The template as it was last sent. */
  readonly templateText: string;
}

/** Everything that a reconciliation knows of an alias. */
export interface ReconcileFacts {
  /** As Lambda has it now. */
  readonly serving: Omit<ServingFact, 'versions'>;
  /** The stack that has the alias; missing where none has. */
  readonly stack?: ReconciledStack;
  /** The bucket that was named for large templates. */
  readonly bucket?: string;
}
