/** Plays one case in a process of its own, so that its memory is its own, and prints what it took. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse } from 'sluice/rehearsal';
import { CASES } from './cases';
import type { Measurement } from './measurement';

async function playCase(index: number): Promise<void> {
  const bench = CASES[index];
  if (!bench) throw new Error(`There is no case ${index}.`);
  const directory = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const plan = bench.plan(directory);
    const startedAt = performance.now();
    const { playedMs, releases } = await rehearse(plan);
    const measurement: Measurement = {
      seconds: (performance.now() - startedAt) / 1000,
      virtualMinutes: playedMs / 60_000,
      // Synthesizing the apps takes memory too, and it is counted: the figure is an upper bound.
      megabytes: process.resourceUsage().maxRSS / 1024,
      released: releases.filter(({ outcome }) => outcome === 'released').length,
    };
    process.stdout.write(JSON.stringify(measurement));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

void playCase(Number(process.argv[2]));
