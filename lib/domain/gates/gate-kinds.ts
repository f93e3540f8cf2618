import type { GateKind } from '../gate/gate-kind';
import type { ApprovalsDefinition } from './approvals/approvals-definition';
import { APPROVALS_GATE } from './approvals/approvals-gate';
import type { ChecklistGateDefinition } from './checklist/checklist-gate-definition';
import { CHECKLIST_GATE } from './checklist/checklist-gate';
import type { CiEvidenceDefinition } from './ci-evidence/ci-evidence-definition';
import { CI_EVIDENCE_GATE } from './ci-evidence/ci-evidence-gate';
import type { ContractDefinition } from './contract/contract-definition';
import { CONTRACT_GATE } from './contract/contract-gate';
import type { ErrorRateDefinition } from './error-rate/error-rate-definition';
import { ERROR_RATE_GATE } from './error-rate/error-rate-gate';
import type { FailureRatioDefinition } from './failure-ratio/failure-ratio-definition';
import { FAILURE_RATIO_GATE } from './failure-ratio/failure-ratio-gate';
import type { FreezeDefinition } from './freeze/freeze-definition';
import { FREEZE_GATE } from './freeze/freeze-gate';
import type { FunctionDefinition } from './function/function-definition';
import { FUNCTION_GATE } from './function/function-gate';
import type { HealthDefinition } from './health/health-definition';
import { HEALTH_GATE } from './health/health-gate';
import type { IntegrationDefinition } from './integration/integration-definition';
import { INTEGRATION_GATE } from './integration/integration-gate';
import type { LatencyDefinition } from './latency/latency-definition';
import { LATENCY_GATE } from './latency/latency-gate';
import type { QualityDefinition } from './quality/quality-definition';
import { QUALITY_GATE } from './quality/quality-gate';
import type { SyntheticLoadDefinition } from './synthetic-load/synthetic-load-definition';
import { SYNTHETIC_LOAD_GATE } from './synthetic-load/synthetic-load-gate';
import type { ThrottlingDefinition } from './throttling/throttling-definition';
import { THROTTLING_GATE } from './throttling/throttling-gate';

/** What is shipped of a gate, by its kind. */
export interface GateDefinitions {
  readonly 'ci-evidence': CiEvidenceDefinition;
  readonly approvals: ApprovalsDefinition;
  readonly checklist: ChecklistGateDefinition;
  readonly freeze: FreezeDefinition;
  readonly health: HealthDefinition;
  readonly integration: IntegrationDefinition;
  readonly function: FunctionDefinition;
  readonly 'synthetic-load': SyntheticLoadDefinition;
  readonly contract: ContractDefinition;
  readonly quality: QualityDefinition;
  readonly 'error-rate': ErrorRateDefinition;
  readonly latency: LatencyDefinition;
  readonly throttling: ThrottlingDefinition;
  readonly 'failure-ratio': FailureRatioDefinition;
}

export type GateKindName = keyof GateDefinitions;

/** One named question about a release, as it is shipped to the platform. */
export type GateDefinition = GateDefinitions[GateKindName];

/** All that differs between kinds of gates: a new one is a folder and a line here. */
export const GATE_KINDS: { readonly [K in GateKindName]: GateKind<GateDefinitions[K]> } = {
  'ci-evidence': CI_EVIDENCE_GATE,
  approvals: APPROVALS_GATE,
  checklist: CHECKLIST_GATE,
  freeze: FREEZE_GATE,
  health: HEALTH_GATE,
  integration: INTEGRATION_GATE,
  function: FUNCTION_GATE,
  'synthetic-load': SYNTHETIC_LOAD_GATE,
  contract: CONTRACT_GATE,
  quality: QUALITY_GATE,
  'error-rate': ERROR_RATE_GATE,
  latency: LATENCY_GATE,
  throttling: THROTTLING_GATE,
  'failure-ratio': FAILURE_RATIO_GATE,
};

export function kindOf<K extends GateKindName>({ kind }: { readonly kind: K }): GateKind<GateDefinitions[K]> {
  return GATE_KINDS[kind];
}
