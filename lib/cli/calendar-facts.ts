import { calendarOfBytes } from '../documents/read-calendar';
import type { Judging } from '../domain/policy/judging';
import type { FreezeFact } from '../domain/preflight/release-facts';
import { lookAtCalendar, type AheadRelease } from '../flow/look-at-calendar';
import type { AwsAccount } from './aws-account';

/** What calendars would say of a release now. */
export async function calendarFacts(
  ahead: AheadRelease,
  judging: Judging,
  account: AwsAccount,
): Promise<readonly FreezeFact[]> {
  const judged = await lookAtCalendar(ahead, judging, { ...account, readCalendarFile: calendarOfBytes });
  const shadows = judging.gates.filter(({ mode }) => mode === 'shadow').map(({ name }) => name);
  return judged.map((one) => ({ ...one, isShadow: shadows.includes(one.name) }));
}
