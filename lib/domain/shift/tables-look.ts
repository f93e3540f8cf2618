import { PUBLICATION_DELAY_MS } from './look-times';
import { MINUTE_MS, minuteOf, totalOf, type Series } from './metrics';
import type { SeenTables } from './seen';
import type { TablesWatch, WatchedTable } from './watch-state';

/** Tables that were throttled so long before traffic moved were not by green, in milliseconds. */
export const THROTTLED_BEFORE_MS = 10 * MINUTE_MS;

export const NO_TABLES: TablesWatch = { before: [], events: {}, minutes: 0 };

export function tableText({ table, index }: WatchedTable): string {
  return index === undefined ? table : `${table}, index ${index}`;
}

/**
 * What is known of tables after a look. Throttling carries no version: any event in a minute after traffic began to move
 * counts, but of tables that were throttled already, which cannot be green's doing and must not block the fix for it.
 */
export function afterTablesLook(
  before: TablesWatch,
  seen: SeenTables,
  { began, at }: { began: number; at: number },
): TablesWatch {
  const first = minuteOf(began) + MINUTE_MS;
  const texts = seen.tables.map(tableText);
  const throttled = (series: readonly Series[] = []) => texts.filter((_, index) => totalOf(series[index]) > 0);
  const beforeThat = [...new Set([...before.before, ...throttled(seen.before)])];
  const events = Object.fromEntries(
    texts.flatMap((text, index) => {
      const count = Math.max(before.events[text] ?? 0, totalOf(seen.events[index], first));
      return count > 0 ? [[text, count]] : [];
    }),
  );
  return {
    tables: [...seen.tables],
    before: beforeThat,
    events,
    // Of a calm table nothing is published: a minute was calm only once its events would be there.
    minutes: Math.max(before.minutes, Math.floor((at - PUBLICATION_DELAY_MS - first) / MINUTE_MS)),
    seenAt: at,
  };
}

/** The tables that were throttled since traffic began to move, and not before, with how many events at least. */
export function throttledByGreen({
  before,
  events,
}: TablesWatch): readonly (readonly [table: string, events: number])[] {
  return Object.entries(events).filter(([text]) => !before.includes(text));
}
