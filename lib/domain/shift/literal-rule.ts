import type { AboveBlue } from '../gate/above-blue';
import { mostBeside, type MaxIncrease } from '../gate/max-increase';
import { MINUTE_MS, type Series } from './metrics';
import { isPublished } from './sources';
import type { ComparedGate } from './watch-state';

interface RuleLook {
  readonly rule: AboveBlue;
  readonly maxIncrease: MaxIncrease;
  /** Shares in percent, or milliseconds, by minute. */
  readonly values: { readonly blue: Series; readonly green: Series };
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a literal rule knows after a look: once it is broken it stays so. A minute without calls of either breaks nothing. */
export function afterRuleLook(
  before: ComparedGate['rule'],
  { rule, maxIncrease, values, at }: RuleLook,
): ComparedGate['rule'] {
  const both = [...values.green.keys()]
    .filter((minute) => isPublished(minute, at) && values.blue.has(minute))
    .sort((a, b) => a - b);
  const fresh = both.filter((minute) => minute >= before.until);
  const next = {
    ...before,
    compared: before.compared + fresh.length,
    until: Math.max(before.until, (fresh.at(-1) ?? -Infinity) + MINUTE_MS),
  };
  if (before.broken) return next;
  const above = both.filter((minute) => {
    const [blue = 0, green = 0] = [values.blue.get(minute), values.green.get(minute)];
    return green > mostBeside(blue, maxIncrease);
  });
  const last = above.find(
    (minute) => above.filter((one) => one <= minute && one > minute - rule.of * MINUTE_MS).length >= rule.minutes,
  );
  if (last === undefined) return next;
  const { minutes } = rule;
  const [blue = 0, green = 0] = [values.blue.get(last), values.green.get(last)];
  return { ...next, broken: { at, blue, green, minutes } };
}
