import type { ApprovalsAsked } from '../attestation/approvals-verdict';
import type { Policy, Requirement } from './policy';
import type { ReleaseType } from '../release/release-type';
import { isMeant } from './service-pattern';

/** All that a platform asks of one release: what several requirements say, together. */
export interface Required {
  readonly checks: readonly string[];
  readonly approvals: ApprovalsAsked;
  readonly gates: readonly string[];
}

export function requiredOf({ requirements }: Policy, release: RuledRelease): Required {
  const own = requirements.filter((requirement) => isRuledBy(requirement, release));
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

/** What a requirement goes by in choosing the releases that it is for. */
export interface RuledRelease {
  readonly functionName: string;
  readonly type: ReleaseType;
}

function isRuledBy({ services, types }: Requirement, { functionName, type }: RuledRelease): boolean {
  return (
    (services === undefined || services.some((pattern) => isMeant(pattern, functionName))) &&
    (types === undefined || types.includes(type))
  );
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
