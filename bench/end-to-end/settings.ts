import { join } from 'node:path';
import { alarmedCanaryApp } from '../../examples/plain/alarmed-canary/app';
import { gatedApp } from './gated-app';

/** One way to release the same function. */
export interface Setting {
  readonly name: string;
  /** `ours` is what a release has where nobody says otherwise, and what the goals are about. */
  readonly whose: 'ours' | 'ours-otherwise' | 'peer';
  /** Writes the app in a version of its own into a folder. */
  synthesize(outdir: string, release: number): void;
}

/** So far above blue only an outage makes the alarm of a release red: what is left is the watch. */
const RARE_POINTS = 50;

export const SETTINGS: readonly Setting[] = [
  {
    name: 'ours',
    whose: 'ours',
    synthesize: (outdir, release) => gatedApp({ outdir, release }).synth(),
  },
  {
    name: `ours, alarm ${RARE_POINTS} points`,
    whose: 'ours-otherwise',
    synthesize: (outdir, release) => gatedApp({ outdir, release, maxErrorIncreasePoints: RARE_POINTS }).synth(),
  },
  ...[1, 2, 5].map((maxErrorRatePercent): Setting => ({
    name: `alarm ${maxErrorRatePercent} %`,
    whose: 'peer',
    synthesize: (outdir, release) => alarmedCanaryApp(outdir, 'good', { maxErrorRatePercent, release }).synth(),
  })),
];

/** Writes as many versions of the app as are played in a row, and one to begin with. */
export function synthesizeRow(directory: string, setting: Setting, releases: number): readonly string[] {
  return Array.from({ length: releases + 1 }, (_, release) => {
    const outdir = join(directory, `${setting.name.replaceAll(/\W+/g, '-')}-${release}`);
    setting.synthesize(outdir, release);
    return outdir;
  });
}
