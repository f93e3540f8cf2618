import type { ClosedSpan } from '../domain/calendar/calendar';
import type { ChangeCalendars, TimeWindow } from '../domain/calendar/calendar-source';

/** A calendar that changes more often while one release is under way is not one that anybody keeps. */
const MOST_CHANGES = 20;
const SECOND_MS = 1000;

/**
 * What a change calendar closes within a window: as it is at the beginning, at each of its changes, and once more at the last
 * second, so that nothing between is missed and no change is taken on trust. When it closed that was closed at the beginning,
 * it does not say; nor which event it is.
 *
 * @throws Error where it cannot be asked, or changes without end
 */
export async function seeChangeCalendar(
  { name, document }: { readonly name: string; readonly document: string },
  { from, to }: TimeWindow,
  calendars: ChangeCalendars,
): Promise<readonly ClosedSpan[]> {
  const closed: ClosedSpan[] = [];
  const look = async (at: number) => {
    const { isOpen, changesAt = Infinity } = await calendars.state(document, at);
    if (!isOpen) closed.push({ start: at, end: changesAt, name: `the change calendar ${name}` });
    return changesAt;
  };
  let at = from;
  for (let changes = 0; at < to; changes += 1) {
    if (changes > MOST_CHANGES) throw new Error(`it changes more than ${MOST_CHANGES} times during the release`);
    const next = await look(at);
    if (next <= at) throw new Error('it says that it changes before the time that it was asked for');
    at = next;
  }
  const last = to - SECOND_MS;
  if (last > from) await look(last);
  return closed;
}
