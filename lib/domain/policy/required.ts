import type { ApprovalsAsked } from '../attestation/approvals-verdict';
import type { Policy, Requirement } from './policy';
import { isMeant } from './service-pattern';

/** All that a platform asks of one release: what several requirements say, together. */
export interface Required {
  readonly checks: readonly string[];
  readonly approvals: ApprovalsAsked;
  readonly gates: readonly string[];
}

export function requiredOf({ requirements }: Policy, functionName: string): Required {
  const own = requirements.filter(
    ({ services }) => services === undefined || services.some((pattern) => isMeant(pattern, functionName)),
  );
  const ofKind = <K extends Requirement['kind']>(kind: K) =>
    own.filter((one): one is Extract<Requirement, { kind: K }> => one.kind === kind);
  const approvals = ofKind('approvals');
  return {
    checks: distinct(ofKind('evidence').flatMap(({ checks }) => checks)),
    approvals: {
      by: distinct(approvals.flatMap(({ by }) => by)),
      // Whoever asks for more has it.
      independent: approvals.some(({ independent }) => independent),
    },
    gates: distinct(ofKind('gates').flatMap(({ gates }) => gates)),
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
