import type { Freeze } from '../calendar/freeze';
import { freezeVerdict } from './freeze-verdict';
import { POLICY_GATES, type JudgedGate } from './judged-gate';
import type { Judging } from './judging';

/** Judges when a release is to happen: by the freezes that it asks for itself, and by those of its platform. */
export function judgeFreezes(
  { gates, schedule, attestations }: Pick<Judging, 'gates' | 'schedule' | 'attestations'>,
  { freezes }: { readonly freezes: readonly Freeze[] },
): readonly JudgedGate[] {
  if (!schedule) return [];
  const judge = (name: string, own: readonly Freeze[]) => ({
    name,
    verdict: freezeVerdict(own, schedule, attestations),
  });
  return [
    ...gates.flatMap(({ name, freeze }) => (freeze ? [judge(name, [freeze])] : [])),
    ...(freezes.length === 0 ? [] : [judge(POLICY_GATES.freeze, freezes)]),
  ];
}

/** The names of all calendars that a release is held to. */
export function calendarsAsked(freezes: readonly Freeze[]): readonly string[] {
  return [...new Set(freezes.flatMap(({ calendars = [] }) => calendars))];
}
