import type { CiEvidenceDefinition } from '../../domain/gates/ci-evidence/ci-evidence-definition';
import type { CommonGateProps } from './gate-settings';

export interface CiEvidenceGateProps extends Pick<CommonGateProps, 'name' | 'mode'> {
  /**
   * What must have been attested of exactly what is released, and have passed, by `sluice attest ci --check NAME`: such as
   * `unit`, `coverage` and `security`.
   */
  readonly checks: string[];
}

/**
 * What is shipped of it.
 *
 * @internal
 */
export function ciEvidenceDefinition({
  name = 'ci-evidence',
  checks = [],
}: Partial<CiEvidenceGateProps>): CiEvidenceDefinition {
  return { kind: 'ci-evidence', name, phase: 'before-traffic', checks };
}
