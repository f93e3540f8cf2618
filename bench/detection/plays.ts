import { playOracle, PLACES } from '../tuning/oracle';
import { playTrade, SETTINGS } from '../tuning/trade-off';
import { NULLS, nullOf, REGRESSIONS, UNSOLVED, type Cell } from './cells';
import { playCertification } from './certification';
import type { DrawsOf } from './draws';
import { playLatency } from './latency';
import { playCell, placeOf } from './play-cell';
import type { Rule } from './rule';
import { holdingBack, OURS, OURS_10, OURS_60, RULES } from './rules';
import { playStandardGates } from './standard-gates';

/** How many runs each cell has. */
export interface Size {
  readonly nulls: number;
  readonly regressions: number;
  /** Where the bound is near its goal. */
  readonly atMost: number;
  readonly standard: number;
  /** With which the static rules' settings are chosen. */
  readonly tuning: number;
  /** 0: other settings of the watch are not played. */
  readonly curve: number;
}

/** A part of the benchmark that is played by itself. */
export interface Play<Result> {
  readonly name: string;
  readonly play: () => Result;
}

/** The longer timeout of the two versions, where they are not the same. */
const LONGER_TIMEOUT_SECONDS = 300;
const UNSOLVED_RULES = [
  OURS_10,
  OURS_60,
  holdingBack(OURS_10, LONGER_TIMEOUT_SECONDS),
  holdingBack(OURS_60, LONGER_TIMEOUT_SECONDS),
];

export type Plays = ReturnType<typeof playsOf>;

/** Everything there is to play. What `again` has is played only where the first runs were too few. */
export function playsOf(size: Size, seed: number, drawsOf: DrawsOf) {
  const { nulls: runs, regressions, atMost, standard, tuning, curve } = size;
  const inCell = (cell: Cell, count: number, rules: readonly Rule[], which = '') => ({
    name: `${placeOf({ ...cell, cell: cell.name })}, ${count} runs${which}`,
    play: () => playCell(cell, count, drawsOf, rules),
  });
  return {
    standard: { name: `standard gates, ${standard} runs`, play: () => playStandardGates(standard, drawsOf) },
    latency: { name: `durations, ${runs} runs`, play: () => playLatency(runs, drawsOf) },
    certified: { name: `certificates, ${runs} runs`, play: () => playCertification(runs, drawsOf) },
    tuned: PLACES.flatMap((cells) =>
      cells.slice(0, 1).map((first) => ({
        name: `static rules, tuned: ${placeOf({ ...nullOf(first), cell: nullOf(first).name })}, ${tuning} runs`,
        play: () => playOracle(cells, { tuning, judged: regressions }, seed, drawsOf),
      })),
    ),
    nulls: NULLS.map((cell) => inCell(cell, runs, RULES)),
    again: NULLS.map((cell) => inCell(cell, atMost, OURS, ', ours')),
    regressions: REGRESSIONS.map((cell) => inCell(cell, regressions, RULES)),
    unsolved: UNSOLVED.map((cell) => inCell(cell, standard, UNSOLVED_RULES)),
    curve: Object.entries(curve > 0 ? SETTINGS : {}).map(([setting, parameters]) => ({
      name: `curve, ${setting}, ${curve} runs`,
      play: () => playTrade(setting, parameters, curve, seed),
    })),
  };
}

/** Those that are played in any case, the longest first, so that the last ones are short. */
export function firstPlays(plays: Plays): readonly Play<unknown>[] {
  const { standard, latency, certified, curve, tuned, nulls, regressions, unsolved } = plays;
  return [standard, latency, certified, ...curve, ...tuned, ...nulls, ...regressions, ...unsolved];
}
