import { type AlarmStateChange } from '../alarms/alarm';

/**
 * Why a composite alarm is in its state, in the manner of AWS's `StateReason`.
 *
 * @param child the ARN of the alarm whose change made it so; none at the evaluation that follows a new rule
 */
export function compositeReason(
  met: boolean,
  child: string | undefined,
  because: AlarmStateChange | undefined,
): string {
  if (child === undefined || !because) return `The alarm rule is ${met ? '' : 'not '}met as it was saved.`;
  return `${child} transitioned to ${because.to} at ${moment(because.at)}`;
}

/** `Thursday 15 January, 2026 12:00:00 UTC`, as AWS writes it here. */
function moment(time: number): string {
  const date = new Date(time);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(date);
  const [day, month, year] = [date.toISOString().slice(8, 10), part({ month: 'long' }), date.getUTCFullYear()];
  return `${part({ weekday: 'long' })} ${day} ${month}, ${year} ${date.toISOString().slice(11, 19)} UTC`;
}
