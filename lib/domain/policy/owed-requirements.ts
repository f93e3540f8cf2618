import type { Requirement } from './policy';

/** A check or an approval that a release may lack as it is opened, for so many hours. */
export interface AllowedLater {
  readonly kind: string;
  readonly withinHours: number;
}

/** What a release may lack as it is opened. */
export interface OwedRequired {
  readonly checks: readonly AllowedLater[];
  readonly approvals: readonly AllowedLater[];
}

type Attested = Extract<Requirement, { readonly kind: 'evidence' | 'approvals' }>;

/** Whether a requirement has to be met as the release is opened. */
export function isAtOnce({ owedWithinHours }: Attested): boolean {
  return owedWithinHours === undefined;
}

/** What is asked for later and nowhere at once, each by the earliest time that a requirement says. */
export function allowedLater<R extends Attested>(
  requirements: readonly R[],
  kindsOf: (requirement: R) => readonly string[],
): readonly AllowedLater[] {
  const atOnce = new Set(requirements.filter(isAtOnce).flatMap(kindsOf));
  const within = new Map<string, number>();
  for (const requirement of requirements) {
    const { owedWithinHours: hours } = requirement;
    if (hours === undefined) continue;
    for (const kind of kindsOf(requirement)) {
      if (!atOnce.has(kind)) within.set(kind, Math.min(hours, within.get(kind) ?? hours));
    }
  }
  return [...within].map(([kind, withinHours]) => ({ kind, withinHours }));
}
