import { isKeptForPolicy, POLICY_PREFIX } from '../gate/policy-name';
import type { Verdict } from '../gate/verdict';

/** The answer of a gate that nobody is asked about: what was attested, or the calendar, decides as the release is opened. */
export interface JudgedGate {
  readonly name: string;
  readonly verdict: Verdict;
}

/** What the platform asks for itself is kept and told as gates of these names, which no gate of a squad may have. */
export const POLICY_GATES = {
  bytes: 'policy-bytes',
  evidence: 'policy-evidence',
  approvals: 'policy-approvals',
  owed: 'policy-owed',
  gates: 'policy-gates',
  type: 'policy-type',
  alarms: 'policy-alarms',
  freeze: 'policy-freeze',
  alone: 'policy-alone',
  adoption: 'policy-adoption',
} as const;

export function isPolicyGate(name: string): boolean {
  return Object.values(POLICY_GATES).some((known) => known === name);
}

/** Why a squad may not name a gate so; undefined where it may. */
export function policyNameProblem(name: string): string | undefined {
  return isKeptForPolicy(name)
    ? `\`name\` must not begin with \`${POLICY_PREFIX}\`: so the platform names what it asks for itself, got: ${name}`
    : undefined;
}
