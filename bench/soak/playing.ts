import type { BrokenBatch } from './play-runs';

const PLAYING = 'playing ';

/** What a batch that is played says as a step begins, so that whoever waits knows how far it came. */
export function playing(step: string): string {
  return `${PLAYING}${step}\n`;
}

/** What is known of a process that broke at a batch: what it said last, and which run it was at. */
export function brokenBatch(error: unknown): BrokenBatch {
  const { killed, stderr, message } = error as {
    readonly killed?: boolean;
    readonly stderr?: string;
    readonly message?: string;
  };
  const lines = (stderr ?? '').split('\n');
  const steps = lines.flatMap((line) => (line.startsWith(PLAYING) ? [line.slice(PLAYING.length)] : []));
  const during = Number(steps.at(-1));
  const said = lines.find((line) => /^\w*Error\b/.test(line)) ?? message ?? 'no reason given';
  return {
    why: killed === true ? 'it did not end' : said,
    ...(Number.isInteger(during) && { during }),
  };
}
