import { nullOf, REGRESSIONS, type Cell } from '../detection/cells';
import { drawsFrom, type DrawsOf } from '../detection/draws';
import { placeOf, playCell, type Row } from '../detection/play-cell';
import type { Rule } from '../detection/rule';
import { FAMILIES, type Family } from './static-rules';

/** What a static rule does that was set by one who knows this very cell. */
export interface TunedRow {
  /** Of the regression. */
  readonly place: string;
  readonly family: string;
  readonly dataSeconds: 10 | 60;
  /** Undefined where none of them rolls back seldom enough. */
  readonly setting: string | undefined;
  /** Judged on other seeds than it was chosen with; the second with nothing wrong. */
  readonly regression: Row | undefined;
  readonly harmless: Row | undefined;
}

/** Stands in the seeds that settings are chosen with: never those that they are judged with. */
const TUNING = 'static rules, tuning';
const FALSE_PERCENT = 1;

/** The places in which the settings are chosen: regressions with the same null. */
export const PLACES: readonly (readonly Cell[])[] = [...new Set(REGRESSIONS.map(nullOf))].map((harmless) =>
  REGRESSIONS.filter((cell) => nullOf(cell) === harmless),
);

/**
 * For each regression and each static rule the setting that is soonest of those that roll back at most 1 % with nothing
 * wrong, chosen on seeds kept for that, and what it does on the seeds of the draws.
 */
export function playOracle(
  regressions: readonly Cell[],
  runs: { readonly tuning: number; readonly judged: number },
  seed: number,
  drawsOf: DrawsOf,
): readonly TunedRow[] {
  const [first] = regressions;
  if (!first) return [];
  const harmless = nullOf(first);
  const tuning = drawsFrom(TUNING, seed);
  const all = FAMILIES.flatMap(({ settings }) => settings);
  const held = new Set(
    playCell(harmless, runs.tuning, tuning, all)
      .filter(({ rolledBack }) => 100 * rolledBack <= FALSE_PERCENT * runs.tuning)
      .map(({ rule }) => rule),
  );
  const holding = all.filter(({ name }) => held.has(name));
  const chosen = regressions.map((cell) => {
    const times = new Map(playCell(cell, runs.tuning, tuning, holding).map((row) => [row.rule, row.meanSeconds]));
    return { cell, rules: FAMILIES.map((family) => soonest(family, times)) };
  });
  const used = [...new Set(chosen.flatMap(({ rules }) => rules.flatMap((rule) => rule ?? [])))];
  const nulls = playCell(harmless, runs.judged, drawsOf, used);
  return chosen.flatMap(({ cell, rules }) => {
    const rows = playCell(cell, runs.judged, drawsOf, [...new Set(rules.flatMap((rule) => rule ?? []))]);
    return FAMILIES.map(({ name, dataSeconds }, index) => {
      const setting = rules[index]?.name;
      return {
        place: placeOf({ ...cell, cell: cell.name }),
        family: name,
        dataSeconds,
        setting,
        regression: rows.find(({ rule }) => rule === setting),
        harmless: nulls.find(({ rule }) => rule === setting),
      };
    });
  });
}

function soonest({ settings }: Family, times: ReadonlyMap<string, number>): Rule | undefined {
  let best: Rule | undefined;
  for (const rule of settings) {
    const time = times.get(rule.name);
    if (time !== undefined && time < (times.get(best?.name ?? '') ?? Infinity)) best = rule;
  }
  return best;
}
