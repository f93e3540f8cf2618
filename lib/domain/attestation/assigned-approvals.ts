import type { Attestation } from './attestation';
import { personOf } from './person-of';

/**
 * An approval for as many kinds as there can be, where one person counts once, by whatever role: a largest matching of kinds and people, by
 * augmenting paths (Berge's theorem).
 *
 * @param candidates the approvals of each kind that would count
 */
export function assignedApprovals(
  candidates: ReadonlyMap<string, readonly Attestation[]>,
): ReadonlyMap<string, Attestation> {
  const assigned = new Map<string, Attestation>();
  const kindOfPerson = new Map<string, string>();
  const assign = (kind: string, tried: Set<string>): boolean => {
    for (const approval of candidates.get(kind) ?? []) {
      const person = personOf(approval.by);
      if (tried.has(person)) continue;
      tried.add(person);
      const holder = kindOfPerson.get(person);
      if (holder !== undefined && !assign(holder, tried)) continue;
      assigned.set(kind, approval);
      kindOfPerson.set(person, kind);
      return true;
    }
    return false;
  };
  for (const kind of candidates.keys()) assign(kind, new Set());
  return assigned;
}
