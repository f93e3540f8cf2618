import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { drawsFrom } from './draws';
import { finishedIn } from './finished';
import { detectionGoals } from './goals';
import { HELD_OUT } from './held-out';
import { playAhead, threads, type Player } from './play-ahead';
import { FULL, playAll, playsAgain, QUICK } from './play-all';
import { firstPlays, playsOf } from './plays';
import { curveTable, printed } from './printed';
import { soonerThanPeers } from './sooner';

const CURVE_OF_QUICK = 400;

/**
 * `npm run bench -- detection`: how often releases with nothing wrong are rolled back, and how soon those with something
 * wrong, on made-up shifts, by the watch and by the rules beside it. `--quick` judges gross failure only, `--curve` shows
 * what other settings would do. A run that was stopped goes on where it was, unless it is told to be `--fresh`. All cores
 * play. Exits with 1 where a goal is missed.
 */
export async function benchDetection(args: readonly string[]): Promise<void> {
  const { json, quick, curve: curveAlone, fresh, seed } = optionsOf(args);
  const size = quick ? { ...QUICK, curve: curveAlone ? CURVE_OF_QUICK : 0 } : FULL;
  const parameters = parametersHash();
  const file = join('.bench', `detection-${seed}-${parameters}-${shortHash(readFileSync(__filename, 'utf8'))}.jsonl`);
  const finished = finishedIn(file, fresh);
  const plays = playsOf(size, seed, drawsFrom(HELD_OUT, seed));
  const first = (curveAlone ? plays.curve : firstPlays(plays)).map(({ name }) => name);
  const players = threads({ text: HELD_OUT, seed, size }).map(
    saying(first.filter((name) => !finished.has(name)).length),
  );
  try {
    await playAhead(first, players, finished);
    if (!curveAlone) {
      const again = playsAgain(plays, size, finished).map(({ name }) => name);
      await playAhead(again, players, finished);
    }
  } finally {
    await Promise.all(players.map((player) => player.end()));
  }
  if (curveAlone) {
    const settings = plays.curve.map(({ name, play }) => finished.orPlayed(name, play));
    process.stdout.write(json ? `${JSON.stringify(settings, undefined, 2)}\n` : curveTable(settings));
    return;
  }
  const played = playAll(plays, size, finished);
  const goals = detectionGoals(played, quick);
  const sooner = soonerThanPeers(played.rows, played.tuned);
  const all = { seed, quick, parameters, ...played, sooner, goals };
  process.stdout.write(json ? `${JSON.stringify(all, undefined, 2)}\n` : printed(all));
  if (goals.some(({ met }) => !met)) process.exitCode = 1;
}

/** Of everything that the watch was set to, so that figures can be told from those of other settings. */
export function parametersHash(): string {
  return shortHash(JSON.stringify(WATCH_PARAMETERS));
}

/** The same player, who says on stderr what is played now, and for how long this has been going on. */
function saying(count: number): (player: Player) => Player {
  const began = performance.now();
  let begun = 0;
  return (player) => ({
    ...player,
    play: (name) => {
      begun++;
      const minutes = ((performance.now() - began) / 60_000).toFixed(1);
      process.stderr.write(`${minutes} min, ${begun} of ${count} or more: ${name}\n`);
      return player.play(name);
    },
  });
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function optionsOf(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = { json: flag, quick: flag, curve: flag, fresh: flag, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const seed = Number(values.seed ?? '7');
  if (!Number.isInteger(seed) || seed < 0) {
    throw new RangeError(`--seed must be a whole number, 0 or more, got: ${values.seed}`);
  }
  return { ...values, seed };
}
