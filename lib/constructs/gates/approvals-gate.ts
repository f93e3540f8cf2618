import type { ApprovalsDefinition } from '../../domain/gates/approvals/approvals-definition';
import type { CommonGateProps } from './gate-settings';

export interface ApprovalsGateProps extends Pick<CommonGateProps, 'name' | 'mode'> {
  /**
   * What people must have approved it as, by `sluice approve --as NAME`, one of each and each another person: such as
   * `tech-lead` and `product-owner`.
   */
  readonly by: string[];
  /**
   * Whether nobody may approve a release that has a commit of theirs. Sessions then have to be named by mail addresses, and
   * `sluice annotate` has to keep those of the authors: what cannot be compared does not count.
   *
   * @default true
   */
  readonly independent?: boolean;
}

/**
 * What is shipped of it.
 *
 * @internal
 */
export function approvalsDefinition({
  name = 'approvals',
  by = [],
  independent = true,
}: Partial<ApprovalsGateProps>): ApprovalsDefinition {
  return { kind: 'approvals', name, phase: 'before-traffic', by, independent };
}
