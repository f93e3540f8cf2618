import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../text-table';
import type { Variant } from './variants';

/** What a `GatedRelease` may cost beside CDK's own deployment group, and with its subject beside without, in synth time. */
const MOST = 1.15;
const PAIRS = 9;

/**
 * `npm run bench -- synth`: synth of a stack with `GatedRelease` beside the same stack with CDK's own deployment group.
 * And beside itself without its subject. They take turns, and the ratio is taken pair by pair, so that a machine that slows down slows both.
 * Exits with 1 where the goal is missed.
 */
export function benchSynth(args: readonly string[]): void {
  const pairs = Array.from({ length: PAIRS }, (_, index) => {
    process.stderr.write(`synthesizing, pair ${index + 1} of ${PAIRS}\n`);
    return { cdk: secondsOf('cdk'), sluice: secondsOf('sluice'), bare: secondsOf('without-subject') };
  });
  const of = (variant: keyof (typeof pairs)[number]) => median(pairs.map((pair) => pair[variant]));
  const result = {
    ...{ cdk: of('cdk'), sluice: of('sluice'), withoutSubject: of('bare') },
    ratio: median(pairs.map(({ cdk, sluice }) => sluice / cdk)),
    subjectRatio: median(pairs.map(({ bare, sluice }) => sluice / bare)),
  };
  const { ratio, subjectRatio } = result;
  const met = Math.max(ratio, subjectRatio) <= MOST;
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...result, goal: MOST, met }, undefined, 2)}\n`);
  } else {
    const judged = (one: number) => [one.toFixed(2), `≤ ${MOST}`, one <= MOST ? 'met' : 'MISSED'];
    process.stdout.write(
      textTable([
        ['20 functions in a stack', 'median s', 'GatedRelease beside it', 'goal', ''],
        ['LambdaDeploymentGroup', result.cdk.toFixed(2), ...judged(ratio)],
        ['GatedRelease without its subject', result.withoutSubject.toFixed(2), ...judged(subjectRatio)],
        ['GatedRelease', result.sluice.toFixed(2), '', '', ''],
      ]),
    );
  }
  if (!met) process.exitCode = 1;
}

function secondsOf(variant: Variant): number {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const printed = execFileSync(process.execPath, [join(__dirname, 'synth-variant.js'), variant, directory], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(printed);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2] ?? NaN;
}
