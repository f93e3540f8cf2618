import type { Reason, Verdict } from '../gate/verdict';
import { counted, listText, timeText } from '../text/figures';
import { NO_TABLES, tableText, throttledByGreen } from './tables-look';
import type { WatchedGate } from './watch-plan';
import type { WatchState } from './watch-state';

/** What a gate on tables says by what the watch has seen. */
export function tablesVerdict({ plan, tables, lookedAt }: WatchState, gate: WatchedGate): Verdict {
  const { tables: watched, before, minutes, events } = tables[gate.name] ?? NO_TABLES;
  const throttled = throttledByGreen(tables[gate.name] ?? NO_TABLES);
  const reasons: Reason[] = [
    ...throttled.map(([table, count]) => ({
      code: 'table-throttled',
      message: `Table ${table} was throttled ${counted(count, 'time')} since ${timeText(plan.began)}, when traffic began to move, and not in the ten minutes before.`,
    })),
    ...before
      .filter((table) => (events[table] ?? 0) > 0)
      .map((table) => ({
        code: 'throttled-before',
        message: `Table ${table} is throttled, as it was in the ten minutes before traffic moved: that is not the doing of version ${plan.green}.`,
      })),
  ];
  const names = watched?.map(tableText) ?? [];
  const evidence = {
    source: 'throttle events of DynamoDB',
    // Where there is nothing, nothing is published: each minute of each table was seen to be calm.
    sampleSize: minutes * names.length,
    windowMs: Math.max(0, lookedAt - plan.began),
    figures: { tables: names.length, minutes, throttleEvents: throttled.reduce((sum, [, count]) => sum + count, 0) },
  };
  const fails = throttled.length > 0 && gate.watched.watches === 'tables' && gate.watched.onThrottle === 'fail';
  if (fails) return { outcome: 'fail', reasons, evidence };
  if (evidence.sampleSize === 0) {
    const message = 'The tables were not looked at for a whole minute whose events would have been there.';
    return { outcome: 'inconclusive', reasons: [{ code: 'nothing-seen', message }, ...reasons], evidence };
  }
  if (reasons.length > 0) return { outcome: 'pass', reasons, evidence };
  const message = `No throttling of ${listText(names)} in ${counted(minutes, 'minute')}.`;
  return { outcome: 'pass', reasons: [{ code: 'not-throttled', message }], evidence };
}
